package io.tokenrelay.instrumentation.grpc;

import static io.grpc.Metadata.ASCII_STRING_MARSHALLER;

import io.grpc.Metadata;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Metadata by plain header names. {@code Metadata.getAll} parses every value into a new string, so
 * each name is read only once.
 */
final class Headers {
  private static final String AUTHORIZATION_NAME = "authorization";
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of(AUTHORIZATION_NAME, ASCII_STRING_MARSHALLER);

  private Headers() {}

  private static boolean isAuthorization(String name) {
    return AUTHORIZATION_NAME.equalsIgnoreCase(name);
  }

  static @Nullable String first(Metadata headers, String name) {
    Iterable<String> values = values(headers, name);
    return values == null ? null : values.iterator().next();
  }

  static @Nullable Enumeration<String> all(Metadata headers, String name) {
    Iterable<String> values = values(headers, name);
    if (values == null) {
      return null;
    }
    List<String> list = new ArrayList<>(1);
    values.forEach(list::add);
    return Collections.enumeration(list);
  }

  /** A copy of the given object, which several calls may share. */
  static Metadata copy(Metadata headers) {
    Metadata copy = new Metadata();
    copy.merge(headers);
    return copy;
  }

  static void set(Metadata headers, String name, String value) {
    Metadata.Key<String> key = key(name);
    headers.discardAll(key);
    headers.put(key, value);
  }

  static void remove(Metadata headers, String name) {
    headers.discardAll(key(name));
  }

  private static @Nullable Iterable<String> values(Metadata headers, String name) {
    Metadata.Key<String> key;
    try {
      key = key(name);
    } catch (IllegalArgumentException noNameForGrpc) {
      return null; // "-bin", or a character that HTTP/2 forbids
    }
    return headers.containsKey(key) ? headers.getAll(key) : null;
  }

  private static Metadata.Key<String> key(String name) {
    return isAuthorization(name) ? AUTHORIZATION : Metadata.Key.of(name, ASCII_STRING_MARSHALLER);
  }
}
