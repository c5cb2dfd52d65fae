package io.tokenrelay.instrumentation.grpc;

/** Since 1.9. */
class ShadedNettyIT extends RelaysOverTheNet {
  ShadedNettyIT() {
    super(Transport.NETTY_SHADED);
  }
}
