package io.tokenrelay.smoke;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A real Prometheus, as packaged by Debian, that scrapes one agent every 200 ms. */
final class Prometheus implements AutoCloseable {
  private final Process process;
  private final int port;
  private final HttpClient http = HttpClient.newHttpClient();

  private Prometheus(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** A program of that name on the search path. */
  static Optional<Path> program(String name) {
    for (String folder : System.getenv("PATH").split(":")) {
      Path program = Path.of(folder, name);
      if (Files.isExecutable(program)) {
        return Optional.of(program);
      }
    }
    return Optional.empty();
  }

  static Prometheus scraping(int agent, Path program, Path folder) throws IOException {
    Path configuration = folder.resolve("prometheus.yml");
    Files.writeString(
        configuration,
        """
        global: {scrape_interval: 200ms, scrape_timeout: 200ms}
        scrape_configs:
          - job_name: tokenrelay
            static_configs: [{targets: ['127.0.0.1:%d']}]
        """
            .formatted(agent));
    int port = AgentStatus.onFreePort().port();
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--config.file=" + configuration,
                "--enable-feature=exemplar-storage",
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("prometheus.log").toFile())
            .start();
    return new Prometheus(process, port);
  }

  /** The value of an expression that has one; empty while it has none. */
  Optional<Double> value(String expression) {
    List<Map<String, Object>> results = query(expression);
    if (results.size() != 1) {
      return Optional.empty();
    }
    List<?> pair = (List<?>) results.get(0).get("value");
    return Optional.of(Double.valueOf(String.valueOf(pair.get(1))));
  }

  /** The traces that the exemplars of an expression name; empty while there are none. */
  Set<String> traces(String expression) {
    long now = System.currentTimeMillis() / 1_000;
    Set<String> traces = new TreeSet<>();
    Object all = ask("query_exemplars", expression, "&start=" + (now - 600) + "&end=" + (now + 60));
    for (Object series : all == null ? List.of() : (List<?>) all) {
      for (Object exemplar : (List<?>) ((Map<?, ?>) series).get("exemplars")) {
        Map<?, ?> labels = (Map<?, ?>) ((Map<?, ?>) exemplar).get("labels");
        traces.add(String.valueOf(labels.get("trace_id")));
      }
    }
    return traces;
  }

  /** All time series of an expression; empty while Prometheus does not answer. */
  @SuppressWarnings("unchecked")
  private List<Map<String, Object>> query(String expression) {
    Object data = ask("query", expression, "");
    return data == null
        ? List.of()
        : (List<Map<String, Object>>) ((Map<String, Object>) data).get("result");
  }

  /** The data of its answer; null while it does not answer. */
  private Object ask(String what, String expression, String more) {
    try {
      String query = URLEncoder.encode(expression, StandardCharsets.UTF_8);
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(
                      URI.create(
                          "http://127.0.0.1:"
                              + port
                              + "/api/v1/"
                              + what
                              + "?query="
                              + query
                              + more))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      return JSONObjectUtils.parse(answer.body()).get("data");
    } catch (IOException | ParseException notYet) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
