package io.tokenrelay.library;

import java.util.function.Supplier;

/** Methods whose code is hard to weave around: what their frames, variables and exits look like. */
public class Tangle extends TangleParent {
  public final String made;

  public Tangle(int count, String text) {
    super(count > 1 ? text + count : text);
    if (count == 3) {
      made = "early";
      return;
    }
    made = "late";
  }

  public int loopsFromItsFirstInstruction(int count) {
    while (true) {
      if (count-- <= 0) {
        return count;
      }
    }
  }

  public double keepsWideVariables(long a, double b, int c) {
    long sum = a;
    for (int i = 0; i < c; i++) {
      double half = b / 2;
      sum += (long) half;
      b = half;
    }
    return sum + b;
  }

  public String overwritesItsArguments(String text, long number) {
    text = text + number;
    number = text.length();
    return text + number;
  }

  public String returnsFromEverywhere(int way) {
    try {
      switch (way) {
        case 0:
          return "zero";
        case 1:
          synchronized (this) {
            return "one";
          }
        case 2:
          throw new IllegalArgumentException("two");
        default:
          Supplier<String> lazy = () -> "way " + way;
          return lazy.get();
      }
    } catch (IllegalArgumentException expected) {
      return expected.getMessage();
    } finally {
      log.add("finally " + way);
    }
  }

  public Object alwaysThrows(String why) {
    throw new UnsupportedOperationException(why);
  }

  public void returnsNothing(boolean early) {
    if (early) {
      return;
    }
    log.add("not early");
  }

  public static synchronized int[] isStatic(int[] numbers, int index) {
    int[] copy = numbers.clone();
    copy[index] = -copy[index];
    return copy;
  }
}
