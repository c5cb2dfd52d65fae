package io.tokenrelay.agent.main.cli;

import io.tokenrelay.agent.config.Json;
import io.tokenrelay.agent.config.Redacted;
import io.tokenrelay.agent.main.config.AgentProperties;
import io.tokenrelay.agent.main.config.Config;
import io.tokenrelay.agent.main.config.Version;
import io.tokenrelay.agent.main.supports.Support;
import io.tokenrelay.agent.main.supports.Support.Verdict;
import io.tokenrelay.agent.main.supports.Supports;
import io.tokenrelay.agent.main.supports.TestedVersions;
import io.tokenrelay.agent.main.weaving.Instrumentations;
import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code supports}: which of an application's libraries would be woven? */
@Command(
    name = "supports",
    header = "Lists which join points an application's jars contain, and the tested versions.",
    description = {
      "",
      "Looks into jars, wars and ears, the jars in them, and folders of these; loads nothing of"
          + " them. What the instrumentations in tokenrelay.extension-dir weave is looked for too,"
          + " if that is set as for the service.",
      "",
    },
    customSynopsis = "java -jar tokenrelay-javaagent.jar supports [--json] app.jar|folder ...",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:all that was found is tested",
      "1:join points are missing",
      "2:wrong arguments",
      "3:something is not tested, relocated or unreadable, or nothing was found"
    })
final class SupportsCommand extends Subcommand {
  private final ClassLoader loader;

  @Option(names = "--json", description = "Prints JSON.")
  boolean json;

  @Parameters(arity = "1..*", paramLabel = "app.jar|folder", description = "What to look into.")
  List<File> files = new ArrayList<>();

  /**
   * @param loader of the instrumentations
   */
  SupportsCommand(Terminal terminal, ClassLoader loader) {
    super(terminal);
    this.loader = loader;
  }

  @Override
  public Integer call() {
    for (File file : files) {
      if (!file.exists()) {
        terminal.complain(file + " does not exist");
        return ExitStatus.MISUSED;
      }
    }
    Instrumentations instrumentations = new Instrumentations(loader);
    Config config = Config.read(Config.layers(null), instrumentations);
    instrumentations.apply(config.values()); // with its extensions, though there is no issuer
    Supports supports = new Supports(instrumentations.found(), TestedVersions.of(loader));
    List<Support> found =
        terminal.waiting(
            "looking into the archives ...",
            () -> {
              files.forEach(supports::lookAt);
              return supports.found();
            });
    List<String> broken = new ArrayList<>(instrumentations.unusedExtensions(config));
    broken.addAll(supports.broken());
    int status = status(found, broken);
    if (json) {
      terminal.out().println(json(found, broken, status));
    } else {
      print(found, broken);
    }
    return status;
  }

  private static int status(List<Support> found, List<String> broken) {
    boolean doubtful = found.isEmpty() || !broken.isEmpty();
    for (Support each : found) {
      if (each.verdict() == Verdict.JOIN_POINTS_MISSING) {
        return ExitStatus.BAD;
      }
      doubtful |= each.verdict() != Verdict.TESTED && each.verdict() != Verdict.NOT_LISTED;
    }
    return doubtful ? ExitStatus.UNDECIDED : ExitStatus.GOOD;
  }

  private void print(List<Support> found, List<String> broken) {
    for (Support each : found) {
      terminal.print(colour(each.verdict()), each.instrumentation(), line(each));
    }
    for (String line : broken) {
      terminal.print(Colour.BAD, "not read:", ' ' + line);
    }
    String relocations = relocations(found);
    if (relocations != null) {
      terminal.print("to weave what is relocated, set this:");
      terminal.print(AgentProperties.RELOCATIONS + "=" + relocations);
    }
    if (found.isEmpty()) {
      terminal.print("no join point was found: nothing of it would be woven");
    }
    terminal.print(
        "woven besides, in every application: the JDK's HttpURLConnection and java.net.http, its"
            + " executors and threads");
  }

  /** All that is relocated, each pair once; null if nothing is. */
  private static @Nullable String relocations(List<Support> found) {
    Set<String> pairs = new TreeSet<>();
    for (Support each : found) {
      String relocation = each.relocation();
      if (relocation != null) {
        pairs.addAll(Arrays.asList(relocation.split(",", -1)));
      }
    }
    return pairs.isEmpty() ? null : String.join(",", pairs);
  }

  private static String line(Support each) {
    StringBuilder line = new StringBuilder(" ");
    line.append(each.version() == null ? "(version unknown)" : each.version());
    line.append(": ").append(words(each.verdict()));
    if (each.tested() != null) {
      line.append(" (").append(each.tested()).append(')');
    }
    if (each.relocation() != null) {
      line.append(" as ").append(each.relocation());
    }
    if (!each.missing().isEmpty()) {
      line.append(": ").append(String.join(", ", each.missing()));
    }
    return line.append("; in ").append(each.place()).toString();
  }

  private static Colour colour(Verdict verdict) {
    switch (verdict) {
      case TESTED:
      case NOT_LISTED:
        return Colour.GOOD;
      case JOIN_POINTS_MISSING:
        return Colour.BAD;
      default:
        return Colour.DOUBTFUL;
    }
  }

  private static String words(Verdict verdict) {
    if (verdict == Verdict.NOT_LISTED) {
      return "versions not listed";
    }
    return verdict.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static Json json(List<Support> found, List<String> broken, int status) {
    List<Json> libraries = new ArrayList<>();
    for (Support each : found) {
      libraries.add(
          new Json()
              .with("instrumentation", each.instrumentation())
              .with("in", each.place())
              .with("version", each.version())
              .with("tested", each.tested())
              .with("verdict", words(each.verdict()))
              .with("missing", each.missing())
              .with("relocation", each.relocation()));
    }
    List<String> unread = new ArrayList<>();
    for (String line : broken) {
      unread.add(Redacted.text(line));
    }
    return new Json()
        .with("version", Version.get())
        .with("exitStatus", status)
        .with("libraries", libraries)
        .with("relocations", relocations(found))
        .with("notRead", unread);
  }
}
