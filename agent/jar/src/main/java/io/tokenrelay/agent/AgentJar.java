package io.tokenrelay.agent;

import java.io.Closeable;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * The agent's jar as it was at the start: where each entry is, and the checksum of what is there.
 * Whoever copies another version over it does not change what we load, only whether we can: an
 * entry is either the one of the start or an {@link IOException}.
 *
 * <p>Not a {@link java.util.zip.ZipFile}: that one maps the list of entries into memory on Java 8,
 * where a look at a file that has become shorter ends the JVM, and it takes whatever it finds at an
 * entry's place. Not a channel, which an interrupt of the reading thread would close for good.
 */
final class AgentJar implements Closeable {
  private static final int END = 0x06054b50;
  private static final int END_SIZE = 22;
  private static final int ENTRY = 0x02014b50;
  private static final int ENTRY_SIZE = 46;
  private static final int LOCAL_SIZE = 30;
  private static final int SHORT = 0xffff;

  private final RandomAccessFile file;
  private final Map<String, Entry> entries;

  AgentJar(File jar) throws IOException {
    this.file = new RandomAccessFile(jar, "r");
    try {
      this.entries = index();
    } catch (IOException e) {
      file.close();
      throw e;
    } catch (IndexOutOfBoundsException e) {
      file.close();
      throw new IOException("the list of its entries is damaged", e);
    }
  }

  /**
   * The content of an entry, or null if there is none of this name.
   *
   * @throws IOException if the file does not have it any more
   */
  synchronized byte @Nullable [] read(String name) throws IOException {
    Entry entry = entries.get(name);
    return entry == null ? null : content(entry);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  /** APPNOTE.TXT 4.3.12. */
  private Map<String, Entry> index() throws IOException {
    ByteBuffer end = end();
    int count = end.getShort(10) & SHORT;
    byte[] listed = bytes(end.getInt(16), end.getInt(12));
    ByteBuffer list = little(listed);
    Map<String, Entry> entries = new HashMap<>(2 * count);
    for (int at = 0; count > 0; count--) {
      if (list.getInt(at) != ENTRY) {
        throw new IndexOutOfBoundsException("no entry at " + at);
      }
      int length = list.getShort(at + 28) & SHORT;
      String name = new String(listed, at + ENTRY_SIZE, length, StandardCharsets.ISO_8859_1);
      if (list.getInt(at + 24) > 0) { // a folder has no size
        entries.put(name, new Entry(list, at));
      }
      at +=
          ENTRY_SIZE + length + (list.getShort(at + 30) & SHORT) + (list.getShort(at + 32) & SHORT);
    }
    return entries;
  }

  /** APPNOTE.TXT 4.3.16; a comment may follow, not of our build but of whoever has signed it. */
  private ByteBuffer end() throws IOException {
    long last = file.length() - END_SIZE;
    for (long at = last; at >= 0 && at >= last - SHORT; at--) {
      ByteBuffer end = little(bytes(at, END_SIZE));
      if (end.getInt(0) == END) {
        return end;
      }
    }
    throw new IOException("it does not end as a jar does");
  }

  private byte[] content(Entry entry) throws IOException {
    ByteBuffer local = little(bytes(entry.at, LOCAL_SIZE));
    int header = LOCAL_SIZE + (local.getShort(26) & SHORT) + (local.getShort(28) & SHORT);
    byte[] packed = bytes(entry.at + header, entry.packedSize);
    byte[] content = entry.isDeflated ? inflate(packed, entry.size) : packed;
    CRC32 checksum = new CRC32();
    checksum.update(content, 0, content.length);
    if ((int) checksum.getValue() != entry.checksum) {
      throw new IOException("other content");
    }
    return content;
  }

  private static byte[] inflate(byte[] packed, int size) throws IOException {
    byte[] content = new byte[size];
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(packed);
      for (int at = 0; at < size; ) {
        int inflated = inflater.inflate(content, at, size - at);
        if (inflated == 0) {
          throw new EOFException("shorter content");
        }
        at += inflated;
      }
    } catch (DataFormatException e) {
      throw new IOException(e);
    } finally {
      inflater.end();
    }
    return content;
  }

  private byte[] bytes(long position, int length) throws IOException {
    if (position < 0 || length < 0 || position + length > file.length()) {
      throw new EOFException("shorter file");
    }
    byte[] bytes = new byte[length];
    file.seek(position);
    file.readFully(bytes);
    return bytes;
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static final class Entry {
    final boolean isDeflated;
    final int checksum;
    final int packedSize;
    final int size;
    final long at;

    Entry(ByteBuffer list, int at) {
      this.isDeflated = list.getShort(at + 10) != 0;
      this.checksum = list.getInt(at + 16);
      this.packedSize = list.getInt(at + 20);
      this.size = list.getInt(at + 24);
      this.at = list.getInt(at + 42);
    }
  }
}
