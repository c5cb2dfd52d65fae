package io.tokenrelay.instrumentation.jdk;

import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;

/**
 * The methods of a class file that may call methods of some names: those whose code holds,
 * anywhere, the three bytes of such a call. So most methods of a large class need not be taken
 * apart, which takes ten times as long.
 *
 * <p>The layout of a class file is that of JVMS 4.1, 4.5 to 4.7.3.
 */
final class Callers {
  private static final int METHOD_REF = 10;
  private static final int INTERFACE_METHOD_REF = 11;

  private final ClassReader reader;
  private final byte[] file;
  private final char[] buffer;

  /** By index in the constant pool: whether it is a method of one of the names. */
  private final boolean[] isCalled;

  private final Set<String> callers = new HashSet<>();

  private Callers(ClassReader reader, byte[] file) {
    this.reader = reader;
    this.file = file;
    this.buffer = new char[reader.getMaxStringLength()];
    this.isCalled = new boolean[reader.getItemCount()];
  }

  /** Returns their names, each with its descriptor behind it. */
  static Set<String> in(ClassReader reader, byte[] file, Set<String> called) {
    Callers found = new Callers(reader, file);
    if (found.findCalled(called)) {
      found.findCallers();
    }
    return found.callers;
  }

  private boolean findCalled(Set<String> names) {
    boolean any = false;
    for (int index = 1; index < isCalled.length; index++) {
      int item = reader.getItem(index);
      int tag = item == 0 ? 0 : file[item - 1];
      if (tag == METHOD_REF || tag == INTERFACE_METHOD_REF) {
        int nameAndType = reader.getItem(unsignedShort(item + 2));
        isCalled[index] = names.contains(reader.readUTF8(nameAndType, buffer));
        any |= isCalled[index];
      }
    }
    return any;
  }

  private void findCallers() {
    int at = reader.header + 6; // behind flags, class and superclass
    at += 2 + 2 * unsignedShort(at);
    int fields = unsignedShort(at);
    at += 2;
    for (int i = 0; i < fields; i++) {
      at = endOfMember(at);
    }
    int methods = unsignedShort(at);
    at += 2;
    for (int i = 0; i < methods; i++) {
      int end = endOfMember(at);
      if (holdsCall(at, end)) {
        callers.add(reader.readUTF8(at + 2, buffer) + reader.readUTF8(at + 4, buffer));
      }
      at = end;
    }
  }

  /** Where the field or method that begins there ends. */
  private int endOfMember(int begin) {
    int at = begin + 8;
    for (int attributes = unsignedShort(begin + 6); attributes > 0; attributes--) {
      at += 6 + reader.readInt(at + 2);
    }
    return at;
  }

  private boolean holdsCall(int begin, int end) {
    for (int at = begin; at < end - 2; at++) {
      int opcode = file[at] & 0xFF;
      if (opcode >= Opcodes.INVOKEVIRTUAL && opcode <= Opcodes.INVOKEINTERFACE) {
        int index = unsignedShort(at + 1);
        if (index < isCalled.length && isCalled[index]) {
          return true;
        }
      }
    }
    return false;
  }

  private int unsignedShort(int at) {
    return (file[at] & 0xFF) << 8 | (file[at + 1] & 0xFF);
  }
}
