package io.tokenrelay.instrumentation.jetty12;

import io.tokenrelay.instrumentation.spi.Door;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * In {@code Server.handle}, after {@link HandleAdvice}: if a header was removed, the handlers get a
 * request without it.
 */
@Door
public final class HandedRequestAdvice {
  private HandedRequestAdvice() {}

  /** Returns null to leave the request as it is. */
  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  @Advice.AssignReturned.ToArguments(@ToArgument(0))
  public static @Nullable Request enter(@Advice.Argument(0) Request request) {
    HttpFields changed = JettyRequest.changed(request);
    return changed == null ? null : new RequestWithout(request, changed);
  }

  /** A request with fewer headers. */
  private static final class RequestWithout extends Request.Wrapper {
    private final HttpFields headers;

    RequestWithout(Request request, HttpFields headers) {
      super(request);
      this.headers = headers;
    }

    @Override
    public HttpFields getHeaders() {
      return headers;
    }
  }
}
