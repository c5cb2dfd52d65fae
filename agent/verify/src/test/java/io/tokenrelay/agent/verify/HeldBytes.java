package io.tokenrelay.agent.verify;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * The bytes that objects of ours hold, counted object by object, as a JVM with compressed pointers
 * lays them out. Not measured: what a collection leaves of the heap depends on the machine. Follows
 * what our own classes refer to; of the JDK's it knows strings and arrays.
 */
final class HeldBytes {
  private static final int HEADER = 12;
  private static final int POINTER = 4;

  private HeldBytes() {}

  /** What is reached from these and not from the others: the rest they share. */
  static long ofOnly(List<?> these, List<?> others) throws IllegalAccessException {
    Set<Object> shared = reachedFrom(others);
    long bytes = 0;
    for (Object each : reachedFrom(these)) {
      bytes += shared.contains(each) ? 0 : of(each);
    }
    return bytes;
  }

  /** One object alone; for a string with its characters. */
  static long of(Object object) throws IllegalAccessException {
    Class<?> type = object.getClass();
    if (object instanceof String) {
      return padded(HEADER + POINTER + 4 + 2) + padded(HEADER + 4 + ((String) object).length());
    }
    if (type.isArray()) {
      int length = Array.getLength(object);
      return padded(HEADER + 4 + (long) length * sizeOf(type.getComponentType()));
    }
    if (!isOurs(type) && !type.getName().startsWith("com.github.benmanes.caffeine.")) {
      throw new IllegalStateException("not known what a " + type.getName() + " holds");
    }
    long size = HEADER;
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      for (Field field : each.getDeclaredFields()) {
        size += Modifier.isStatic(field.getModifiers()) ? 0 : sizeOf(field.getType());
      }
    }
    return padded(size);
  }

  private static Set<Object> reachedFrom(List<?> roots) throws IllegalAccessException {
    Set<Object> reached = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Object> left = new ArrayDeque<>(roots);
    while (!left.isEmpty()) {
      Object object = left.remove();
      if (reached.add(object) && isOurs(object.getClass())) {
        addReferences(object, left);
      }
    }
    return reached;
  }

  private static void addReferences(Object object, Deque<Object> left)
      throws IllegalAccessException {
    for (Class<?> each = object.getClass(); each != null; each = each.getSuperclass()) {
      for (Field field : each.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
          field.setAccessible(true);
          Object value = field.get(object);
          if (value != null) {
            left.add(value);
          }
        }
      }
    }
  }

  private static boolean isOurs(Class<?> type) {
    return type.getName().startsWith("io.tokenrelay.") && !type.isEnum();
  }

  private static int sizeOf(Class<?> type) {
    if (type == long.class || type == double.class) {
      return 8;
    }
    if (type == short.class || type == char.class) {
      return 2;
    }
    return type == byte.class || type == boolean.class ? 1 : POINTER;
  }

  private static long padded(long size) {
    return (size + 7) / 8 * 8;
  }
}
