package io.tokenrelay.instrumentation.netty;

import io.tokenrelay.instrumentation.spi.Instrumentation;
import io.tokenrelay.instrumentation.spi.Weave;

/** Netty 4.1 and later: where a native transport's socket begins to listen. */
public final class NettyInstrumentation extends Instrumentation {
  private static final String SOCKET = "io.netty.channel.unix.Socket";

  public NettyInstrumentation() {
    super("netty");
  }

  @Override
  protected void weave(Weave weave) {
    weave.typeIfItDeclaresAny(SOCKET).method("listen", "int").writes("ListenAdvice");
    weave
        .typeIfItDeclaresAny("io.grpc.netty.shaded." + SOCKET)
        .method("listen", "int")
        .writes("ListenAdvice");
  }
}
