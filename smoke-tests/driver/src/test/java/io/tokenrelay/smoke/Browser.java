package io.tokenrelay.smoke;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/**
 * A headless Chromium, steered by {@code src/test/browser/look.mjs} in Node. What that needs from
 * npm is fetched once a build, in the versions of its lock file.
 */
final class Browser {
  private static final Path SOURCES = Path.of("src/test/browser");
  private static final Path FOLDER = Path.of("target/browser").toAbsolutePath();

  /** Which Playwright wants. */
  private static final int OLDEST_NODE = 20;

  private static final Pattern NODE = Pattern.compile("v(\\d+)\\..*");
  private static final Pattern UNREACHABLE =
      Pattern.compile("ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH");

  private final String node;
  private final String chromium;

  private Browser(String node, String chromium) {
    this.node = node;
    this.chromium = chromium;
  }

  /** Skips the test, with the reason, where there is no browser. */
  static Browser installed() throws Exception {
    Browser browser = new Browser(program("node"), program("chromium"));
    Matcher release = NODE.matcher(run(browser.node, "--version").expectSuccess().trim());
    Assumptions.assumeTrue(
        release.matches() && Integer.parseInt(release.group(1)) >= OLDEST_NODE,
        () -> "Node is older than " + OLDEST_NODE);
    for (String file : List.of("package.json", "package-lock.json", "look.mjs")) {
      Files.copy(SOURCES.resolve(file), FOLDER.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    Ran fetched = run(program("npm"), "ci", "--ignore-scripts", "--no-audit", "--no-fund");
    Assumptions.assumeFalse(
        fetched.status != 0 && UNREACHABLE.matcher(fetched.errors).find(),
        "npm's registry cannot be reached");
    fetched.expectSuccess();
    return browser;
  }

  private static String program(String name) {
    return Prometheus.program(name)
        .map(Path::toString)
        .orElseGet(() -> Assumptions.abort(name + " is not installed"));
  }

  /**
   * Looks at the status page in several sizes and colours; the pictures are in {@code
   * target/browser}.
   *
   * @param state names the pictures
   */
  Look look(int port, String state) throws Exception {
    String[] command = {node, "look.mjs", chromium, String.valueOf(port), FOLDER.toString(), state};
    return Look.of(JSONObjectUtils.parse(run(command).expectSuccess()));
  }

  private static Ran run(String... command) throws IOException, InterruptedException {
    Files.createDirectories(FOLDER);
    Path output = FOLDER.resolve("output.txt");
    Path errors = FOLDER.resolve("errors.txt");
    Process process =
        new ProcessBuilder(command)
            .directory(FOLDER.toFile())
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start();
    if (!process.waitFor(4, TimeUnit.MINUTES)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
    return new Ran(process.exitValue(), Files.readString(output), Files.readString(errors));
  }

  private record Ran(int status, String output, String errors) {
    String expectSuccess() {
      if (status != 0) {
        throw new AssertionError("ended with " + status + ": " + output + errors);
      }
      return output;
    }
  }
}
