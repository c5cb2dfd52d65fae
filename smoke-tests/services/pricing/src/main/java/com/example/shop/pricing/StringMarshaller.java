package com.example.shop.pricing;

import com.squareup.wire.ProtoAdapter;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Strings on the wire, as {@code google.protobuf.StringValue}. */
final class StringMarshaller implements MethodDescriptor.Marshaller<String> {
  @Override
  public InputStream stream(String value) {
    return new ByteArrayInputStream(ProtoAdapter.STRING_VALUE.encode(value));
  }

  @Override
  public String parse(InputStream stream) {
    try {
      return ProtoAdapter.STRING_VALUE.decode(stream);
    } catch (IOException malformed) {
      throw Status.INTERNAL.withCause(malformed).asRuntimeException();
    }
  }
}
