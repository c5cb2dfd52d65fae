package io.tokenrelay.agent.main.cli;

import java.io.File;
import java.net.URI;
import java.security.CodeSource;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The command {@code attach}: starts the agent in a JVM that runs already. */
@Command(
    name = "attach",
    header = "Attaches the agent to a running JVM, to try it without a restart.",
    description = {
      "",
      "The service's own system properties and environment are read; properties may follow as",
      "name=value. Until the service ends, nothing takes the agent out again: a switch in JMX stops",
      "what it does. What it cannot reach in a running service is listed when it is attached.",
      "",
    },
    customSynopsis = "java -jar tokenrelay-javaagent.jar attach PID [name=value...]",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:attached",
      "1:not attached, or nothing is woven; the service's log says why",
      "2:wrong arguments",
      "3:attached, but the service is not ready, or something is off"
    })
final class AttachCommand extends Subcommand {
  /** More than the agent itself waits for keys, unless it is told to. */
  private static final int PATIENCE_SECONDS = 15;

  private static final int PAUSE_MILLIS = 250;

  private static final String[] NOT_REACHED = {
    "requests that are being served, and work that waits in queues, at this moment: they have no user",
    "servers that are taken when they are made (gRPC): above, if there may be one",
    "ports that are open already: those that nobody guards are not reported",
    "on a server that the agent does not know: filters that are loaded already",
    "chains of Reactor, coroutines and tasks of Guava that were put together before: they have no user",
  };

  @Parameters(
      index = "0",
      paramLabel = "PID",
      description = "The process id of a JVM on this machine (needs a JDK, and the same user).")
  String processId = "";

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "name=value",
      description = "Properties, as in -javaagent:tokenrelay-javaagent.jar=...")
  List<String> properties = new ArrayList<>();

  AttachCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    if (!RunningJvm.isNamed(processId)) {
      terminal.complain("not a process id; try attach --help");
      return ExitStatus.MISUSED;
    }
    for (String property : properties) {
      if (property.indexOf('=') <= 0 || property.indexOf(';') >= 0) {
        terminal.complain("a property is name=value, without a semicolon; try attach --help");
        return ExitStatus.MISUSED;
      }
    }
    try {
      return terminal.waiting("attaching ...", this::attach);
    } catch (NoAnswerException e) {
      terminal.complain(processId + ": " + e.getMessage());
      return ExitStatus.BAD;
    }
  }

  private int attach() {
    if (RunningAgent.statusIfAny(processId) != null) {
      throw new NoAnswerException("the agent is attached already; try report " + processId);
    }
    Instant asked = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    new RunningJvm(processId).load(ownJar(), String.join(";", properties));
    Report report = settled();
    if (report == null) {
      throw new NoAnswerException(
          "it was loaded, but nothing is woven, or tokenrelay.jmx.enabled=false: the service's log"
              + " (its standard error, or tokenrelay.log.file) says which");
    }
    report.printHead(terminal);
    if (report.startedAt().isBefore(asked)) {
      throw new NoAnswerException(
          "the agent is attached already, and properties that it was not started with are not in"
              + " effect; try report "
              + processId);
    }
    terminal.print("");
    terminal.print("not reached, until the service is started with -javaagent:");
    for (String line : NOT_REACHED) {
      terminal.print("  " + line);
    }
    return report.isGood() ? ExitStatus.GOOD : ExitStatus.UNDECIDED;
  }

  /** What has become of it: its first keys are on their way, and it is not ready without. */
  private @Nullable Report settled() {
    long asked = System.nanoTime();
    while (true) {
      String status = RunningAgent.statusIfAny(processId);
      Report report = status == null ? null : Report.parse(status);
      if (report == null
          || !report.isStarting()
          || System.nanoTime() - asked > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
        return report;
      }
      try {
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      } catch (InterruptedException noReasonToStay) {
        Thread.currentThread().interrupt();
        return report;
      }
    }
  }

  private static File ownJar() {
    CodeSource source = AttachCommand.class.getProtectionDomain().getCodeSource();
    if (source == null) {
      throw new NoAnswerException("this program was not started from the agent's jar");
    }
    return new File(URI.create(source.getLocation().toString()));
  }
}
