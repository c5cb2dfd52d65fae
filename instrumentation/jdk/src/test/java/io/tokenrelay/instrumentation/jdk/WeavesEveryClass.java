package io.tokenrelay.instrumentation.jdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tokenrelay.bootstrap.Carried;
import io.tokenrelay.bootstrap.Carrier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every class of the table that this JDK has is woven, and the verifier accepts it. */
class WeavesEveryClass {
  /** What has moved from class to class between JDKs: one of them does it. */
  private static final List<List<String>> ONE_OF =
      Arrays.asList(
          Arrays.asList(
              "java.util.ResourceBundle$Control",
              "java.util.ResourceBundle$Control$1",
              "java.util.ResourceBundle$Control$2"),
          Arrays.asList(
              "java.util.ServiceLoader", "java.util.ServiceLoader$LazyClassPathLookupIterator"));

  @Test
  void weavesEveryClassOfTheTableThatThisJdkHas() throws Exception {
    List<String> present = WeavingAgent.loadAll();
    for (String name : present) {
      Class.forName(name, true, WeavingAgent.PLATFORM); // linked, so verified
    }
    assertThat(WeavingAgent.FAILED).isEmpty();
    assertThat(present).hasSizeGreaterThan(25);
    List<String> each = new ArrayList<>(present);
    for (List<String> alternatives : ONE_OF) {
      assertThat(WeavingAgent.WOVEN.keySet()).containsAnyElementsOf(alternatives);
      each.removeAll(alternatives);
    }
    assertThat(WeavingAgent.WOVEN.keySet()).containsAll(each);
    System.out.println(
        "# "
            + present.size()
            + " classes, "
            + joinPoints()
            + " join points, "
            + WeavingAgent.Timed.sums());
  }

  @Test
  void ourClassesComeFromTheBootLoader() {
    assertThat(Carrier.class.getClassLoader()).isNull();
    assertThat(Carried.class.getClassLoader()).isNull();
  }

  @Test
  void aTaskWithoutASnapshotAllocatesNotAByteMore() throws Exception {
    assumeTrue(WeavingAgent.LOAD_FIRST, "needs the figure from before the weaving");
    assertThat(Allocation.ofOneTask()).isEqualTo(WeavingAgent.bytesBefore);
  }

  private static int joinPoints() {
    int sum = 0;
    for (int count : WeavingAgent.WOVEN.values()) {
      sum += count;
    }
    return sum;
  }
}
