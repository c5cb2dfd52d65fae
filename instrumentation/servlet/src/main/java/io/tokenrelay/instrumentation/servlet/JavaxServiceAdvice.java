package io.tokenrelay.instrumentation.servlet;

import io.tokenrelay.instrumentation.spi.Door;
import io.tokenrelay.instrumentation.spi.Exchange;
import io.tokenrelay.instrumentation.spi.Relay;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Around {@code service(ServletRequest, ServletResponse)} of a servlet, and {@code doFilter} of a
 * filter; see {@link Dispatch}.
 */
@Door
public final class JavaxServiceAdvice {
  private JavaxServiceAdvice() {}

  /** Returns null to let it run. */
  @Advice.OnMethodEnter(
      inline = false,
      suppress = Throwable.class,
      skipOn = Advice.OnNonDefaultValue.class)
  public static @Nullable Object enter(
      @Advice.Argument(0) ServletRequest request, @Advice.Argument(1) ServletResponse response) {
    if (!(request instanceof HttpServletRequest)) {
      return null;
    }
    Exchange current = Relay.exchange();
    Object kept = request.getAttribute(Exchange.ATTRIBUTE);
    if (current != null && Dispatch.isInside(current, kept)) {
      current.enter(); // one level deeper, since exit leaves whatever was entered last
      return null;
    }
    return new JavaxDispatch((HttpServletRequest) request, (HttpServletResponse) response)
        .begin(kept);
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit(@Advice.Argument(0) ServletRequest request) {
    if (request instanceof HttpServletRequest) {
      Dispatch.end(JavaxDispatch.isAsync(request));
    }
  }
}
