package io.tokenrelay.smoke.doors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.tokenrelay.instrumentation.testing.TestIssuer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Each server as its operator starts it, once without the agent and once with it: two applications
 * that call a service with a client of their own, for four users and for nobody at the same time,
 * and one of them replaced while the server runs.
 */
class RelaysOnEveryServerIT {
  private static final String NOBODY = "nobody";
  private static final int CALLS_OF_EACH = 200;
  private static final int CALLS_OF_EACH_AFTERWARDS = 10;
  private static final int THREADS = 8;

  private static final Map<String, String> TOKENS = new TreeMap<>();
  private static TestIssuer issuer;

  @BeforeAll
  static void issueTokens() throws Exception {
    // Else the JDK's little server waits 40 ms before every second answer on a connection.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    String folder = Path.of(System.getProperty("doors.folder"), "issuer").toString();
    TestIssuer.main(new String[] {folder});
    System.setProperty("test.issuer", folder);
    issuer = TestIssuer.load();
    for (String user : new String[] {"alice", "bob", "carol", "dave"}) {
      TOKENS.put(user, issuer.token(user));
    }
  }

  @TestFactory
  List<DynamicTest> relaysEachCallersTokenAndLogsNothingNew() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Server server : Server.tested("relays.servers")) {
      tests.add(dynamicTest(server.title, () -> relaysAndLogsNothingNew(server)));
    }
    return tests;
  }

  private static void relaysAndLogsNothingNew(Server server) throws Exception {
    Start without = new Start(server, server.id + "-without", server.javaHome());
    Start with = new Start(server, server.id + "-with", server.javaHome()).withAgent();
    long start = System.nanoTime();
    Set<String> before = Complaints.in(run(server, without, false));
    long middle = System.nanoTime();
    Set<String> after = Complaints.in(run(server, with, true));
    long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - middle);
    System.out.printf(
        "%s on Java %d: %d s with the agent, %d s without; warnings and errors of its own: %d%n",
        server.title,
        server.java,
        seconds,
        TimeUnit.NANOSECONDS.toSeconds(middle - start),
        before.size());
    after.removeAll(before);
    assertThat(after).as("what %s logs with the agent only", server.title).isEmpty();
  }

  /** Answers what the server has logged. */
  private static List<String> run(Server server, Start start, boolean relays) throws Exception {
    try (Callee callee = new Callee();
        RunningServer running =
            RunningServer.start(server, start.withApplicationsCalling(callee.port()), issuer)) {
      long before = relays ? running.received() : 0;
      assertThat(wrongCalls(running, callee, "first", CALLS_OF_EACH, relays))
          .as(server.title)
          .isEmpty();
      if (relays) {
        assertThat(running.received() - before)
            .as("received by %s", server.title)
            .isEqualTo(CALLS_OF_EACH * (TOKENS.size() + 1L));
      }
      if (server.redeploys) {
        running.redeploy("app", 2, issuer.token("waiting"));
        assertThat(wrongCalls(running, callee, "again", CALLS_OF_EACH_AFTERWARDS, relays))
            .as("%s, redeployed", server.title)
            .isEmpty();
      }
      running.stop();
      assertThat(complaints(running.log())).as("the agent's log").isEmpty();
      assertThat(running.log()).doesNotContain("own code failed", "not woven:", "eyJ");
      List<String> logs = start.serverLogs();
      assertThat(logs).noneMatch(line -> line.contains("eyJ") || line.contains("[tokenrelay]"));
      return logs;
    }
  }

  private static List<String> complaints(String agentLog) {
    return agentLog
        .lines()
        .filter(line -> line.contains("] WARN ") || line.contains("] ERROR "))
        .toList();
  }

  /** Of the calls that everybody makes at the same time, those that have not brought their own. */
  private static List<String> wrongCalls(
      RunningServer running, Callee callee, String round, int callsOfEach, boolean relays)
      throws Exception {
    ExecutorService visitors = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<String>> answers = new ArrayList<>();
      for (int i = 0; i < callsOfEach; i++) {
        String application = running.applications().get(i % running.applications().size());
        for (String user : new String[] {"alice", "bob", NOBODY, "carol", "dave"}) {
          String call = round + '-' + user + '-' + i;
          answers.add(visitors.submit(() -> visit(running, callee, application, user, call)));
        }
      }
      List<String> wrong = new ArrayList<>();
      for (int i = 0; i < answers.size(); i++) {
        String outcome = answers.get(i).get();
        String user = outcome.split(" ", -1)[0];
        if (!outcome.equals(user + " 200 200 " + (relays ? user : NOBODY))) {
          wrong.add(outcome);
        }
      }
      return wrong;
    } finally {
      visitors.shutdownNow();
    }
  }

  /** Who it was, the application's status, the service's status, and whose token has arrived. */
  private static String visit(
      RunningServer running, Callee callee, String application, String user, String call)
      throws Exception {
    var answer = running.get('/' + application + "/calling?call=" + call, TOKENS.get(user));
    return user + ' ' + answer.statusCode() + ' ' + answer.body() + ' ' + owner(callee, call);
  }

  private static String owner(Callee callee, String call) {
    List<String> brought = callee.brought(call);
    if (brought == null) {
      return "not called";
    }
    if (brought.isEmpty()) {
      return NOBODY;
    }
    return TOKENS.entrySet().stream()
        .filter(each -> brought.equals(List.of("Bearer " + each.getValue())))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("somebody else");
  }
}
