package com.example.shop.pricing;

import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Knows the price of everything. Prints the port that it listens on. */
public final class Pricing {
  private static final MethodDescriptor<String, String> PRICE_OF =
      MethodDescriptor.<String, String>newBuilder()
          .setType(MethodDescriptor.MethodType.UNARY)
          .setFullMethodName("shop.Pricing/PriceOf")
          .setRequestMarshaller(new StringMarshaller())
          .setResponseMarshaller(new StringMarshaller())
          .build();

  private Pricing() {}

  public static void main(String[] arguments) throws Exception {
    Server server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(
                ServerServiceDefinition.builder("shop.Pricing")
                    .addMethod(PRICE_OF, ServerCalls.asyncUnaryCall(Pricing::priceOf))
                    .build())
            .build()
            .start();
    System.out.println("READY " + server.getPort());
    server.awaitTermination();
  }

  private static void priceOf(String item, StreamObserver<String> answer) {
    int cents = 100 + item.chars().sum() % 900;
    answer.onNext(String.format("%d.%02d", cents / 100, cents % 100));
    answer.onCompleted();
  }
}
