package io.tokenrelay.instrumentation.grpc;

class InProcessIT extends RelaysOverGrpc {
  InProcessIT() {
    super(Transport.IN_PROCESS);
  }
}
