package io.tokenrelay.smoke.doors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ComplaintsTest {
  @Test
  void takesTwoStartsOfAServerForTheSame() {
    assertThat(in("29-Nov-2026 18:44:59.005 WARNING [Catalina-utility-2] a.Loader [app] leaks"))
        .isEqualTo(in("30-Nov-2026 19:01:02.311 WARNING [Thread-1] a.Loader [app] leaks"));
    assertThat(in("18:03:02,123 WARN  [org.jboss.as.ee] (MSC service thread 1-2) WFLYEE0007: x"))
        .isEqualTo(in("19:13:12,456 WARN  [org.jboss.as.ee] (ServerService -- 74) WFLYEE0007: x"));
    assertThat(in("[11/29/26 18:33:00:123 UTC] 0000002a c.ibm.Some   W CWWKC0044W: 17 ms"))
        .isEqualTo(in("[11/30/26 19:33:00:123 UTC] 0000005f c.ibm.Some   W CWWKC0044W: 1234 ms"));
  }

  @Test
  void readsWhatIsColoured() {
    assertThat(in("[2026-11-29] [\u001b[1;93mWARNING\u001b[0m] [a.B] the pool is full")).hasSize(1);
  }

  @Test
  void tellsWarningsApart() {
    assertThat(in("18:03:02 WARN  [a.B] (main) WFLYEE0007: x"))
        .isNotEqualTo(in("18:03:02 WARN  [a.B] (main) WFLYEE0008: x"));
  }

  @Test
  void readsTheMessageOnTheNextLine() {
    assertThat(
            in(
                "[2026-11-29T18:33:00] [GlassFish 7.0] [WARNING] [] [a.B] [levelValue: 900] [[",
                "  the pool is full]]"))
        .hasSize(1)
        .allMatch(kind -> kind.contains("the pool is full"));
    assertThat(
            in(
                "[#|2026-11-29T18:33:00|SEVERE|glassfish 5.1|a.B|_ThreadID=21;_ThreadName=main;|",
                "  no such method|#]"))
        .allMatch(kind -> kind.contains("no such method") && !kind.contains("main"));
  }

  @Test
  void countsAnExceptionThatIsLoggedAtNoLevel() {
    assertThat(
            in("java.lang.NoSuchMethodError: a.B.c()", "\tat a.B.c(B.java:1)", "INFO all is well"))
        .hasSize(1);
  }

  private static Set<String> in(String... lines) {
    return Complaints.in(List.of(lines));
  }
}
