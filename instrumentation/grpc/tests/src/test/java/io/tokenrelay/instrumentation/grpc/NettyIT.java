package io.tokenrelay.instrumentation.grpc;

class NettyIT extends RelaysOverTheNet {
  NettyIT() {
    super(Transport.NETTY);
  }
}
