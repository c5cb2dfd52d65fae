package io.tokenrelay.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ThrowerTest {
  private static String throwerIn(String... topDown) {
    StackTraceElement[] frames = new StackTraceElement[topDown.length];
    for (int i = 0; i < topDown.length; i++) {
      frames[i] = new StackTraceElement(topDown[i], "method", null, -1);
    }
    Throwable thrown = new IllegalStateException();
    thrown.setStackTrace(frames);
    return Thrower.of(thrown);
  }

  @Test
  void isTheAdviceAndNotItsHelper() {
    assertThat(
            throwerIn(
                "io.tokenrelay.instrumentation.okhttp3.OkHttpHop",
                "io.tokenrelay.agent.relay.OutboundRelay",
                "io.tokenrelay.instrumentation.okhttp3.WriteRequestHeadersAdvice",
                "okhttp3.internal.http1.Http1Codec"))
        .isEqualTo("io.tokenrelay.instrumentation.okhttp3.WriteRequestHeadersAdvice");
  }

  @Test
  void isTheAdviceWhereALibraryCalledByItsHelperThrew() {
    assertThat(
            throwerIn(
                "okhttp3.Headers",
                "java.util.ArrayList",
                "io.tokenrelay.instrumentation.okhttp3.OkHttpHop",
                "java.util.HashMap",
                "io.tokenrelay.instrumentation.okhttp3.HopAdvice",
                "okhttp3.internal.http.CallServerInterceptor"))
        .isEqualTo("io.tokenrelay.instrumentation.okhttp3.HopAdvice");
  }

  @Test
  void isNotAnAdviceFurtherDown() {
    assertThat(
            throwerIn(
                "io.tokenrelay.instrumentation.okhttp3.HopAdvice",
                "okhttp3.internal.http.CallServerInterceptor",
                "com.example.Shop",
                "io.tokenrelay.instrumentation.tomcat.HostValveAdvice"))
        .isEqualTo("io.tokenrelay.instrumentation.okhttp3.HopAdvice");
  }

  @Test
  void isTheExceptionWhereNoInstrumentationHadAPartInIt() {
    assertThat(throwerIn("com.example.Shop")).isEqualTo("java.lang.IllegalStateException");
  }
}
