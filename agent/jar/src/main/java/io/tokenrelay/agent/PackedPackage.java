package io.tokenrelay.agent;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The classes of one package, which are one entry of the agent's jar: the name and the file of each
 * in turn, both behind their length. A jar of few entries opens faster, and is smaller, than one
 * with an entry for each class.
 */
final class PackedPackage {
  /** The name of the entry in the package's folder. */
  static final String ENTRY = "classes";

  private PackedPackage() {}

  /** By simple name, in the order in which they were packed. */
  static Map<String, byte[]> unpack(byte[] packed) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (ByteBuffer in = ByteBuffer.wrap(packed); in.hasRemaining(); ) {
      String name = new String(next(in, in.getShort()), StandardCharsets.UTF_8);
      files.put(name, next(in, in.getInt()));
    }
    return files;
  }

  private static byte[] next(ByteBuffer in, int length) {
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }
}
