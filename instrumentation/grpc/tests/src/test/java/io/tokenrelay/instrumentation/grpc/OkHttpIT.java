package io.tokenrelay.instrumentation.grpc;

class OkHttpIT extends RelaysOverTheNet {
  OkHttpIT() {
    super(Transport.OKHTTP);
  }
}
