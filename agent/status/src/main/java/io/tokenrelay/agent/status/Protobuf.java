package io.tokenrelay.agent.status;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes one message in the encoding of protocol buffers (<a
 * href="https://protobuf.dev/programming-guides/encoding/">Encoding</a>): as much of it as the
 * metrics of OTLP need. A default value is left out, as in proto3.
 */
final class Protobuf {
  private static final int VARINT = 0;
  private static final int FIXED_64 = 1;
  private static final int BYTES = 2;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  Protobuf text(int field, String value) {
    return value.isEmpty() ? this : bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  /** As {@code bytes}, of two digits each. */
  Protobuf hexadecimal(int field, String digits) {
    byte[] value = new byte[digits.length() / 2];
    for (int i = 0; i < value.length; i++) {
      value[i] = (byte) Integer.parseInt(digits.substring(2 * i, 2 * i + 2), 16);
    }
    return bytes(field, value);
  }

  Protobuf message(int field, Protobuf value) {
    return bytes(field, value.toByteArray());
  }

  Protobuf number(int field, long value) {
    if (value != 0) {
      tag(field, VARINT);
      varint(value);
    }
    return this;
  }

  Protobuf yes(int field) {
    return number(field, 1);
  }

  /** As {@code fixed64}; written although it is 0. */
  Protobuf fixed(int field, long value) {
    tag(field, FIXED_64);
    littleEndian(value);
    return this;
  }

  /** As {@code double}; written although it is 0. */
  Protobuf real(int field, double value) {
    return fixed(field, Double.doubleToRawLongBits(value));
  }

  /** As packed {@code repeated fixed64}. */
  Protobuf fixed(int field, long[] values) {
    tag(field, BYTES);
    varint(8L * values.length);
    for (long value : values) {
      littleEndian(value);
    }
    return this;
  }

  /** As packed {@code repeated double}. */
  Protobuf reals(int field, double[] values) {
    long[] bits = new long[values.length];
    for (int i = 0; i < values.length; i++) {
      bits[i] = Double.doubleToRawLongBits(values[i]);
    }
    return fixed(field, bits);
  }

  byte[] toByteArray() {
    return out.toByteArray();
  }

  private Protobuf bytes(int field, byte[] value) {
    tag(field, BYTES);
    varint(value.length);
    out.write(value, 0, value.length);
    return this;
  }

  private void tag(int field, int type) {
    varint(((long) field << 3) | type);
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.write((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  private void littleEndian(long value) {
    for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
      out.write((int) (value >>> shift));
    }
  }
}
