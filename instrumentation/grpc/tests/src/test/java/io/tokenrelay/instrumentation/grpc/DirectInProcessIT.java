package io.tokenrelay.instrumentation.grpc;

class DirectInProcessIT extends RelaysOverGrpc {
  DirectInProcessIT() {
    super(Transport.IN_PROCESS_DIRECT);
  }
}
