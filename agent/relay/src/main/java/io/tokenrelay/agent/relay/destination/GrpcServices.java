package io.tokenrelay.agent.relay.destination;

import io.tokenrelay.instrumentation.spi.Hop;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The {@code grpc:pkg.Service} entries of an allow or a deny list. */
final class GrpcServices {
  private static final String PREFIX = "grpc:";

  private final List<String> paths = new ArrayList<>();

  /** Whether an entry names a gRPC service; {@code grpc:8443} is a host called grpc. */
  static boolean isService(String value) {
    return value.startsWith(PREFIX)
        && value.length() > PREFIX.length()
        && !Character.isDigit(value.charAt(PREFIX.length()));
  }

  /**
   * @throws IllegalArgumentException naming the value and what is wrong with it
   */
  void add(String value) {
    String service = value.substring(PREFIX.length());
    if (!isName(service)) {
      throw new IllegalArgumentException(
          "'" + value + "' is not a gRPC service: write it as in grpc:pkg.Service");
    }
    paths.add('/' + service + '/');
  }

  /** The entry that would name the called service; null if it has no proper name. */
  static @Nullable String nameOf(Hop hop) {
    String path = hop.path();
    int slash = path.indexOf('/', 1);
    String service = slash < 0 ? "" : path.substring(1, slash);
    return hop.isGrpc() && !service.isEmpty() && isName(service) ? PREFIX + service : null;
  }

  private static boolean isName(String service) {
    for (int i = 0; i < service.length(); i++) {
      char c = service.charAt(i);
      if (c != '.' && !Character.isJavaIdentifierPart(c)) {
        return false;
      }
    }
    return true;
  }

  /** Whether the hop calls a method of one of the services. */
  boolean areMeantBy(Hop hop) {
    if (paths.isEmpty() || !hop.isGrpc()) {
      return false;
    }
    for (int i = 0; i < paths.size(); i++) {
      if (hop.path().startsWith(paths.get(i))) {
        return true;
      }
    }
    return false;
  }
}
