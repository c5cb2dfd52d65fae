package io.tokenrelay.agent.main.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReportCommandTest {
  private static final String STATUS =
      "{\"version\": \"1.2.3\", \"mode\": \"observe\", \"unready\": [], \"degraded\": [\"x is off\"],"
          + " \"metrics\": [{\"name\": \"a\", \"value\": 1.5}], \"ledger\": ["
          + "{\"destination\": \"orders:8080\", \"outcome\": \"dry_run\", \"reason\": \"\", \"calls\": 4},"
          + "{\"destination\": \"a.example\", \"outcome\": \"skipped\", \"reason\": \"outside\","
          + " \"calls\": 2, \"remedy\": \"tokenrelay.propagation.allow=a.example and"
          + " tokenrelay.propagation.allow-insecure=true\"},"
          + "{\"destination\": \"b.example\", \"outcome\": \"skipped\", \"reason\": \"outside\","
          + " \"calls\": 1, \"remedy\": \"tokenrelay.propagation.allow=b.example\"}],"
          + " \"lostWork\": [{\"task\": \"shop.App$Audit\", \"reason\": \"was handed over\", \"times\": 3,"
          + " \"remedy\": \"set tokenrelay.context.carry-tasks=shop.App$Audit (in a shell, quote the"
          + " $)\"}]}";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private HttpServer server;
  private int status = 200;
  private String answer = STATUS;
  private String drained = "{\"ready\": false, \"state\": \"draining\"}";
  private volatile String asked;

  @BeforeEach
  void serve() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/drain",
        exchange -> {
          asked = exchange.getRequestMethod() + exchange.getRequestHeaders().get("Origin");
          byte[] bytes = drained.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.createContext(
        "/status.json",
        exchange -> {
          byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void printsEachDestinationAndTaskAndAllSettingsThatCanBePasted() {
    assertThat(report(url())).isEqualTo(ExitStatus.GOOD);
    assertThat(out.toString())
        .startsWith("TokenRelay 1.2.3, mode observe\ndegraded: x is off\n")
        .containsPattern("orders:8080 +4 dry run\n")
        .containsPattern("a.example +2 skipped: outside\n")
        .contains("shop.App$Audit (3) was handed over\n")
        .endsWith(
            "tokenrelay.propagation.allow=a.example,b.example\n"
                + "tokenrelay.propagation.allow-insecure=true\n"
                + "tokenrelay.context.carry-tasks=shop.App$Audit\n");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void printsTheStatusItselfAsJson() {
    assertThat(report("--json", url())).isEqualTo(ExitStatus.GOOD);
    assertThat(out.toString()).isEqualTo(STATUS);
  }

  @Test
  void saysWhatIsInTheWay() {
    assertThat(report("http://127.0.0.1:1")).isEqualTo(ExitStatus.BAD);
    assertThat(err.toString()).contains("no answer", "tokenrelay.health.http-port");
    assertThat(report("99999999")).isEqualTo(ExitStatus.BAD);
    assertThat(report("nonsense")).isEqualTo(ExitStatus.MISUSED);
    status = 404;
    assertThat(report(url())).isEqualTo(ExitStatus.BAD);
    status = 200;
    answer = "{\"status\": \"UP\"}";
    assertThat(report(url())).isEqualTo(ExitStatus.BAD);
    assertThat(err.toString()).contains("answers, but not as an agent's status port");
  }

  @Test
  void takesNoOtherServerForADrainedService() {
    drained = "<p>thank you</p>";

    assertThat(run("drain", url())).isEqualTo(ExitStatus.BAD);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).contains("answers, but not as an agent's status port");
  }

  @Test
  void drainsAServiceAndTakesItBack() {
    assertThat(run("drain", url() + "/status.json")).isEqualTo(ExitStatus.GOOD);
    assertThat(asked).isEqualTo("POSTnull");
    assertThat(run("drain", "--resume", url())).isEqualTo(ExitStatus.GOOD);
    assertThat(asked).isEqualTo("DELETEnull");
    assertThat(out.toString()).isEqualTo("draining\nno longer draining\n");

    status = 404;
    assertThat(run("drain", url())).isEqualTo(ExitStatus.BAD);
    assertThat(run("drain", "nonsense")).isEqualTo(ExitStatus.MISUSED);
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private int report(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "report";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return run(all);
  }

  private int run(String... all) {
    Terminal terminal =
        Terminal.plain(
            new ByteArrayInputStream(new byte[0]),
            new PrintWriter(out, true),
            new PrintWriter(err, true));
    return new Cli(terminal, getClass().getClassLoader()).run(all);
  }
}
