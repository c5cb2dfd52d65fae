package io.tokenrelay.agent;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The classes of one package, which are one entry of the agent's jar: the name and the file of each
 * in turn, each preceded by its length. A jar with few entries opens faster and is smaller than one
 * with an entry per class.
 */
final class PackedPackage {
  /** The name of the entry in the package's folder. */
  static final String ENTRY = "classes";

  private PackedPackage() {}

  /**
   * By simple name, in the order in which they were packed.
   *
   * @return views of the same array: most classes of a package are never asked for
   */
  static Map<String, ByteBuffer> unpack(byte[] packed) {
    Map<String, ByteBuffer> files = new LinkedHashMap<>();
    ByteBuffer in = ByteBuffer.wrap(packed);
    while (in.hasRemaining()) {
      int length = in.getShort();
      String name = new String(packed, in.position(), length, StandardCharsets.UTF_8);
      in.position(in.position() + length);
      int size = in.getInt();
      files.put(name, ByteBuffer.wrap(packed, in.position(), size));
      in.position(in.position() + size);
    }
    return files;
  }
}
