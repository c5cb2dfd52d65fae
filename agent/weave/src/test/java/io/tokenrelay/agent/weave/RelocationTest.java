package io.tokenrelay.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tokenrelay.instrumentation.spi.Instrumentation;
import io.tokenrelay.instrumentation.spi.RelocatedInstrumentation;
import io.tokenrelay.instrumentation.spi.Relocation;
import io.tokenrelay.instrumentation.spi.Rule;
import io.tokenrelay.instrumentation.spi.Weave;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RelocationTest {
  private final Relocation relocation =
      of("org.acme=shop.acme", "org.acme.core=shop.core", "flow.core=shop.flow.core");

  @Test
  void renamesTypesByTheLongestPrefix() {
    assertThat(relocation.type("org.acme.Client")).isEqualTo("shop.acme.Client");
    assertThat(relocation.type("org.acme.core.Pool$Entry[]")).isEqualTo("shop.core.Pool$Entry[]");
    assertThat(relocation.internalName("org/acme/core/Pool")).isEqualTo("shop/core/Pool");
  }

  @Test
  void leavesWhatOnlyBeginsLikeAPrefix() {
    assertThat(relocation.type("org.acmecorp.Client")).isEqualTo("org.acmecorp.Client");
    assertThat(relocation.type("java.lang.Object")).isEqualTo("java.lang.Object");
    assertThat(relocation.internalName("shop/acme/Client")).isEqualTo("shop/acme/Client");
  }

  @Test
  void renamesTextsThatAreNamesOrTheirBeginnings() {
    assertThat(relocation.text("org.acme.Client")).isEqualTo("shop.acme.Client");
    assertThat(relocation.text("org/acme/core/Pool")).isEqualTo("shop/core/Pool");
    assertThat(relocation.text("org.acme.")).isEqualTo("shop.acme.");
    assertThat(relocation.text("flow.")).isEqualTo("shop.flow.");
    assertThat(relocation.text("Bearer org.acme")).isEqualTo("Bearer org.acme");
    assertThat(relocation.text("")).isEmpty();
    assertThat(relocation.text(".")).isEqualTo(".");
  }

  @Test
  void hasABeginningAndAGlobOnlyForWhatIsRelocated() {
    assertThat(relocation.beginning("org.acme.impl.")).isEqualTo("shop.acme.impl.");
    assertThat(relocation.beginning("flow.")).isEqualTo("shop.flow.");
    assertThat(of("a.b=x").beginning("a.")).isEqualTo("x.");
    assertThat(relocation.beginning("okhttp3.")).isNull();
    assertThat(relocation.glob("org.acme.*")).isEqualTo("shop.acme.*");
    assertThat(relocation.glob("flow.*")).isEqualTo("shop.flow.*");
    assertThat(relocation.glob("org.acme.Pool*")).isEqualTo("shop.acme.Pool*");
    assertThat(relocation.glob("okhttp3.*")).isNull();
  }

  @Test
  void makesOfAnInstrumentationOneForTheCopy() {
    Instrumentation copy =
        new RelocatedInstrumentation(new Acme(), relocation, Collections.<String>emptyList());

    assertThat(copy.name()).isEqualTo("acme as shop.acme and shop.core");
    assertThat(copy.isServer()).isTrue();
    assertThat(copy.opensPortsBy()).containsExactly("shop.acme.");
    assertThat(copy.rules())
        .extracting(Rule::type, Rule::parameters, Rule::instrumentation)
        .containsExactly(
            tuple(
                "shop.acme.Client",
                Arrays.asList("shop.core.Request", "java.lang.String"),
                copy.name()),
            tuple("shop.core.Pool", null, copy.name()));
    assertThat(copy.rules().get(0).condition()).hasToString("open[shop.core.Request]");
    assertThat(copy.rules()).allMatch(rule -> relocation.equals(rule.relocation()));
  }

  private static Relocation of(String... pairs) {
    Map<String, String> prefixes = new LinkedHashMap<>();
    for (String pair : pairs) {
      prefixes.put(pair.split("=", 2)[0], pair.split("=", 2)[1]);
    }
    return new Relocation(prefixes);
  }

  private static final class Acme extends Instrumentation {
    Acme() {
      super("acme");
    }

    @Override
    public boolean isServer() {
      return true;
    }

    @Override
    public String[] opensPortsBy() {
      return new String[] {"org.acme.", "com.other."};
    }

    @Override
    protected void weave(Weave weave) {
      weave
          .typeIfItDeclares("org.acme.Client", "open", "org.acme.core.Request")
          .method("send", "org.acme.core.Request", "java.lang.String")
          .with("SendAdvice");
      weave.type("org.acme.core.Pool").methods("drain").beginsWithNothing();
      weave.type("com.other.Pool").methods("drain").beginsWithNothing();
      weave.anyType().anyMethod("org.acme.core.Request").receives("SendAdvice");
    }
  }
}
