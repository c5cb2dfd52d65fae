package io.tokenrelay.agent.weave;

import io.tokenrelay.instrumentation.spi.Rule;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rules that name no class: which class files hold one of their methods is seen from the constant
 * pool, without resolving, loading or even parsing anything. A class that declares a method has its
 * descriptor there; the few that only call such a method are found out by the weaver.
 *
 * <p>Asked for every class of the application while it loads, where tokens are enforced: a walk
 * over some hundred entries, of which the lengths are compared before anything else.
 */
final class RulesForAnyType {
  private static final int FIRST_ENTRY = 10; // after magic, versions and count, JVMS 4.1

  private static final int UTF8 = 1;
  private static final int LONG = 5;
  private static final int DOUBLE = 6;

  /** How long the entry of each tag is, with its tag; 0 for those that there are not. */
  private static final int[] SIZES = {
    0, 0, 0, 5, 5, 9, 9, 3, 3, 5, 5, 5, 5, 0, 0, 4, 3, 5, 5, 3, 3
  };

  private final List<Rule> rules;
  private final byte[][] descriptors;
  private final @Nullable ClassLoader platform;

  private RulesForAnyType(List<Rule> rules, @Nullable ClassLoader platform) {
    this.rules = rules;
    this.platform = platform;
    List<byte[]> all = new ArrayList<>();
    for (Rule rule : rules) {
      all.add(descriptor(rule).getBytes(StandardCharsets.US_ASCII));
    }
    this.descriptors = all.toArray(new byte[0][]);
  }

  /** Null when there are none, and where tokens are not enforced. */
  static @Nullable RulesForAnyType of(List<Rule> rules) {
    ClassLoader system = ClassLoader.getSystemClassLoader();
    return rules.isEmpty()
        ? null
        : new RulesForAnyType(rules, system == null ? null : system.getParent());
  }

  /** The rules to weave into a class; null when it holds none of their methods. */
  @Nullable List<Rule> of(ClassLoader loader, String internalName, byte[] classFile) {
    return loader != platform && !internalName.startsWith("io/tokenrelay/") && mentions(classFile)
        ? rules
        : null;
  }

  /** JVMS 4.4: each entry begins with its tag. */
  private boolean mentions(byte[] file) {
    int count = file.length < FIRST_ENTRY ? 0 : unsignedShort(file, FIRST_ENTRY - 2);
    int at = FIRST_ENTRY;
    for (int entry = 1; entry < count; entry++) {
      int tag = file[at];
      if (tag == UTF8) {
        int length = unsignedShort(file, at + 1);
        if (isDescriptor(file, at + 3, length)) {
          return true;
        }
        at += 3 + length;
      } else if (tag < 0 || tag >= SIZES.length || SIZES[tag] == 0) {
        return true; // of a later Java: let the weaver look
      } else {
        at += SIZES[tag];
        if (tag == LONG || tag == DOUBLE) {
          entry++; // they take two
        }
      }
    }
    return false;
  }

  private boolean isDescriptor(byte[] file, int at, int length) {
    for (byte[] descriptor : descriptors) {
      if (descriptor.length == length && isEqual(file, at, descriptor)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isEqual(byte[] file, int at, byte[] descriptor) {
    for (int i = descriptor.length - 1; i >= 0; i--) { // they begin alike
      if (file[at + i] != descriptor[i]) {
        return false;
      }
    }
    return true;
  }

  private static int unsignedShort(byte[] file, int at) {
    return (file[at] & 0xFF) << 8 | (file[at + 1] & 0xFF);
  }

  /** Of a method that returns nothing, as all of these do. */
  private static String descriptor(Rule rule) {
    List<String> parameters = rule.parameters();
    StringBuilder descriptor = new StringBuilder("(");
    if (parameters != null) {
      for (String parameter : parameters) {
        descriptor.append('L').append(parameter.replace('.', '/')).append(';');
      }
    }
    return descriptor.append(")V").toString();
  }
}
