package acme.relay;

import acme.http.Call;
import io.tokenrelay.instrumentation.spi.ServerRequest;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request as the company's server has received it. */
final class AcmeRequest implements ServerRequest {
  private final Call call;

  AcmeRequest(Call call) {
    this.call = call;
  }

  @Override
  public @Nullable String header(String name) {
    List<String> values = call.headers(name);
    return values.isEmpty() ? null : values.get(0);
  }

  @Override
  public Enumeration<String> headers(String name) {
    return Collections.enumeration(call.headers(name));
  }

  @Override
  public String method() {
    return call.method();
  }

  @Override
  public String target() {
    return call.target();
  }

  @Override
  public String path() {
    return call.path();
  }

  @Override
  public String remoteAddress() {
    return call.remoteAddress();
  }
}
