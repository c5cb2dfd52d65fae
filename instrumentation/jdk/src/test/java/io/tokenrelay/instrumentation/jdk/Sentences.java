package io.tokenrelay.instrumentation.jdk;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs the suites in the woven JVM and prints one line for each sentence, for the parent. */
public final class Sentences {
  static final String HOLDS = "+ ";
  static final String BROKEN = "- ";
  static final String SKIPPED = "~ ";

  private Sentences() {}

  public static void main(String[] suites) {
    LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request();
    for (String suite : suites) {
      request.selectors(selectClass(suite));
    }
    run(request.build());
    System.out.flush();
    System.exit(0); // pools of the suites may still be there
  }

  private static void run(LauncherDiscoveryRequest request) {
    LauncherFactory.create()
        .execute(
            request,
            new TestExecutionListener() {
              @Override
              public void executionSkipped(TestIdentifier test, String reason) {
                System.out.println(SKIPPED + test.getDisplayName() + " " + reason);
              }

              @Override
              public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (!test.isTest() && !result.getThrowable().isPresent()) {
                  return;
                }
                String mark =
                    result.getStatus() == TestExecutionResult.Status.SUCCESSFUL
                        ? HOLDS
                        : result.getStatus() == TestExecutionResult.Status.ABORTED
                            ? SKIPPED
                            : BROKEN;
                System.out.println(mark + test.getDisplayName());
                if (mark.equals(BROKEN)) {
                  result.getThrowable().ifPresent(thrown -> thrown.printStackTrace(System.out));
                }
              }
            });
  }
}
