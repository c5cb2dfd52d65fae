package io.tokenrelay.instrumentation.liberty;

import io.tokenrelay.instrumentation.spi.Door;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Around {@code WebAppFilterManager.invokeFilters} of Java EE. */
@Door
public final class JavaxFiltersAdvice {
  private JavaxFiltersAdvice() {}

  /** Returns null to let the application run. */
  @Advice.OnMethodEnter(
      inline = false,
      suppress = Throwable.class,
      skipOn = Advice.OnNonDefaultValue.class)
  public static @Nullable Object enter(
      @Advice.Argument(0) ServletRequest request, @Advice.Argument(1) ServletResponse response) {
    return new JavaxRequest(request, response).begin();
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit() {
    LibertyRequest.end();
  }
}
