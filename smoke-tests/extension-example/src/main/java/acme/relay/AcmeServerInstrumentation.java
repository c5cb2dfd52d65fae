package acme.relay;

import io.tokenrelay.instrumentation.spi.Instrumentation;
import io.tokenrelay.instrumentation.spi.Weave;

/** The company's own HTTP server, which serves each request on one thread from end to end. */
public final class AcmeServerInstrumentation extends Instrumentation {
  public AcmeServerInstrumentation() {
    super("acme-server");
  }

  @Override
  public boolean isServer() {
    return true;
  }

  @Override
  public String[] opensPortsBy() {
    return new String[] {"acme.http.Server"};
  }

  @Override
  protected void weave(Weave weave) {
    weave.type("acme.http.Server").method("serve", "acme.http.Call").receives("ServeAdvice");
  }
}
