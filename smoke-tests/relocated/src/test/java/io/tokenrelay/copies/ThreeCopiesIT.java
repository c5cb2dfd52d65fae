package io.tokenrelay.copies;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.instrumentation.testing.AgentLog;
import io.tokenrelay.instrumentation.testing.CallsForUsers;
import io.tokenrelay.relocated.OkHttpCaller;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** An application with three copies of OkHttp in one class loader: its own and two shaded ones. */
class ThreeCopiesIT extends CallsForUsers {
  private final List<Function<String, String>> copies = new ArrayList<>();

  ThreeCopiesIT() throws ReflectiveOperationException {
    copies.add(new OkHttpCaller());
    copies.add(copy("com.acme.relocated."));
    copies.add(copy("org.other.relocated."));
  }

  /** Its name is put together here, since shading renames names. */
  @SuppressWarnings("unchecked")
  private static Function<String, String> copy(String where) throws ReflectiveOperationException {
    return (Function<String, String>)
        Class.forName(where + OkHttpCaller.class.getSimpleName()).getConstructor().newInstance();
  }

  @Test
  void relaysToEachTheTokenOfItsCaller() throws Exception {
    for (String user : new String[] {"alice", "bob"}) {
      for (Function<String, String> copy : copies) {
        assertThat(callers.as(issuer.token(user), () -> copy.apply(downstream.inEstate("/"))))
            .as(copy.toString())
            .isEqualTo("200 " + user);
      }
    }
    for (Function<String, String> copy : copies) {
      assertThat(callers.as(null, () -> copy.apply(downstream.inEstate("/"))))
          .isEqualTo("200 nobody");
    }
  }

  @Test
  void givesNoneOfThemATokenForAStranger() throws Exception {
    for (Function<String, String> copy : copies) {
      assertThat(callers.as(issuer.token("alice"), () -> copy.apply(downstream.asStranger("/"))))
          .as(copy.toString())
          .isEqualTo("200 nobody");
    }
  }

  @Test
  void weavesEachUnderItsOwnName() {
    assertThat(copies)
        .extracting(Object::toString)
        .containsExactly(
            "okhttp3.OkHttpClient",
            "com.acme.shaded.okhttp3.OkHttpClient",
            "org.other.okhttp3.OkHttpClient");
    assertThat(AgentLog.text())
        .contains("woven okhttp3.", "woven com.acme.shaded.okhttp3.", "woven org.other.okhttp3.");
  }
}
