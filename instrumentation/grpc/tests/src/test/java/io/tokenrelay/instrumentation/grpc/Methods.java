package io.tokenrelay.instrumentation.grpc;

import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The methods that the suites call: text in, text out, without generated code. */
final class Methods {
  static final String SERVICE = "test.Users";
  static final String FRONT = "test.Front";
  static final String HEALTH = "grpc.health.v1.Health";

  static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  static final MethodDescriptor<String, String> RUN = method(FRONT, "Run", MethodType.UNARY);
  static final MethodDescriptor<String, String> TALK =
      method(FRONT, "Talk", MethodType.BIDI_STREAMING);
  static final MethodDescriptor<String, String> CHECK = method(HEALTH, "Check", MethodType.UNARY);

  static final MethodDescriptor<String, String> WHO = method(SERVICE, "Who", MethodType.UNARY);
  static final MethodDescriptor<String, String> UPLOAD =
      method(SERVICE, "Upload", MethodType.CLIENT_STREAMING);
  static final MethodDescriptor<String, String> DOWNLOAD =
      method(SERVICE, "Download", MethodType.SERVER_STREAMING);
  static final MethodDescriptor<String, String> CHAT =
      method(SERVICE, "Chat", MethodType.BIDI_STREAMING);

  private Methods() {}

  private static MethodDescriptor<String, String> method(
      String service, String name, MethodType type) {
    return MethodDescriptor.<String, String>newBuilder()
        .setType(type)
        .setFullMethodName(service + '/' + name)
        .setRequestMarshaller(new Text())
        .setResponseMarshaller(new Text())
        .build();
  }

  private static final class Text implements MethodDescriptor.Marshaller<String> {
    @Override
    public InputStream stream(String value) {
      return new ByteArrayInputStream(value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String parse(InputStream stream) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      byte[] buffer = new byte[512];
      try {
        for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
          bytes.write(buffer, 0, read);
        }
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
      return new String(bytes.toByteArray(), StandardCharsets.UTF_8);
    }
  }
}
