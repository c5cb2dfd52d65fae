package acme.relay;

import io.tokenrelay.instrumentation.spi.Instrumentation;
import io.tokenrelay.instrumentation.spi.Rule;
import io.tokenrelay.instrumentation.spi.Weave;
import java.util.Collections;
import java.util.List;
import net.bytebuddy.asm.Advice;

/** Instrumentations whose rules, or whose advice, would fail when they are used. */
public final class WrongRules {
  private static final String CONNECTION = "acme.http.Connection";
  private static final String ADVICE = "GoodAdvice";

  private WrongRules() {}

  public static final class NullType extends Instrumentation {
    public NullType() {
      super("acme-wrong");
    }

    @Override
    protected void weave(Weave weave) {
      weave.type(null).method("send").writes(ADVICE);
    }
  }

  public static final class EmptyType extends Instrumentation {
    public EmptyType() {
      super("acme-wrong");
    }

    @Override
    protected void weave(Weave weave) {
      weave.type("").method("send").writes(ADVICE);
    }
  }

  public static final class SlashedType extends Instrumentation {
    public SlashedType() {
      super("acme-wrong");
    }

    @Override
    protected void weave(Weave weave) {
      weave.type("acme/http/Connection").method("send").writes(ADVICE);
    }
  }

  public static final class AnyTypeByName extends Instrumentation {
    public AnyTypeByName() {
      super("acme-wrong");
    }

    @Override
    protected void weave(Weave weave) {
      weave.type("*").method("send").writes(ADVICE);
    }
  }

  public static final class ForgedLine extends Instrumentation {
    public ForgedLine() {
      super("acme-wrong");
    }

    @Override
    protected void weave(Weave weave) {
      weave.type("acme.http.A\n[tokenrelay] ERROR").method("send").writes(ADVICE);
    }
  }

  public static final class NullMethod extends Instrumentation {
    public NullMethod() {
      super("acme-wrong");
    }

    @Override
    protected void weave(Weave weave) {
      weave.type(CONNECTION).method(null).writes(ADVICE);
    }
  }

  public static final class NullMethods extends Instrumentation {
    public NullMethods() {
      super("acme-wrong");
    }

    @Override
    protected void weave(Weave weave) {
      weave.type(CONNECTION).methods(null).writes(ADVICE);
    }
  }

  public static final class NullParameter extends Instrumentation {
    public NullParameter() {
      super("acme-wrong");
    }

    @Override
    protected void weave(Weave weave) {
      weave.type(CONNECTION).method("send", (String) null).writes(ADVICE);
    }
  }

  public static final class NullParameters extends Instrumentation {
    public NullParameters() {
      super("acme-wrong");
    }

    @Override
    protected void weave(Weave weave) {
      weave.type(CONNECTION).method("send", (String[]) null).writes(ADVICE);
    }
  }

  public static final class NullCondition extends Instrumentation {
    public NullCondition() {
      super("acme-wrong");
    }

    @Override
    protected void weave(Weave weave) {
      weave.typeIfItDeclares(CONNECTION, null).method("send").writes(ADVICE);
    }
  }

  public static final class NullConditionParameter extends Instrumentation {
    public NullConditionParameter() {
      super("acme-wrong");
    }

    @Override
    protected void weave(Weave weave) {
      weave.typeIfItDeclares(CONNECTION, "close", (String) null).method("send").writes(ADVICE);
    }
  }

  public static final class NullAnyMethod extends Instrumentation {
    public NullAnyMethod() {
      super("acme-wrong");
    }

    @Override
    protected void weave(Weave weave) {
      weave.anyType().anyMethod((String) null).writes(ADVICE);
    }
  }

  public static final class EveryClass extends Instrumentation {
    public EveryClass() {
      super("acme-wrong");
    }

    @Override
    protected void weave(Weave weave) {
      weave.anyType().methods("toString").writes(ADVICE);
    }
  }

  public static final class EveryConstructor extends Instrumentation {
    public EveryConstructor() {
      super("acme-wrong");
    }

    @Override
    protected void weave(Weave weave) {
      weave.anyType().constructors().writes(ADVICE);
    }
  }

  public static final class EveryMethod extends Instrumentation {
    public EveryMethod() {
      super("acme-wrong");
    }

    @Override
    protected void weave(Weave weave) {
      weave.anyType().anyMethod().writes(ADVICE);
    }
  }

  public static final class PrimitivesOnly extends Instrumentation {
    public PrimitivesOnly() {
      super("acme-wrong");
    }

    @Override
    protected void weave(Weave weave) {
      weave.anyType().anyMethod("int").writes(ADVICE);
    }
  }

  public static final class NullAdvice extends Instrumentation {
    public NullAdvice() {
      super("acme-wrong");
    }

    @Override
    protected void weave(Weave weave) {
      weave.type(CONNECTION).method("send").writes(null);
    }
  }

  public static final class OfTheAgent extends Instrumentation {
    public OfTheAgent() {
      super("acme-wrong");
    }

    @Override
    protected void weave(Weave weave) {
      weave.type("io.tokenrelay.instrumentation.spi.Relay").method("snapshot").writes(ADVICE);
    }
  }

  public static final class Inlined extends Instrumentation {
    public Inlined() {
      super("acme-wrong");
    }

    @Override
    protected void weave(Weave weave) {
      weave.type(CONNECTION).method("send").writes("WrongRules$InlinedAdvice");
    }
  }

  public static final class Unsuppressed extends Instrumentation {
    public Unsuppressed() {
      super("acme-wrong");
    }

    @Override
    protected void weave(Weave weave) {
      weave.type(CONNECTION).method("send").writes("WrongRules$UnsuppressedAdvice");
    }
  }

  public static final class Hidden extends Instrumentation {
    public Hidden() {
      super("acme-wrong");
    }

    @Override
    protected void weave(Weave weave) {
      weave.type(CONNECTION).method("send").writes("WrongRules$HiddenAdvice");
    }
  }

  public static final class BeyondTheSubset extends Instrumentation {
    public BeyondTheSubset() {
      super("acme-wrong");
    }

    @Override
    protected void weave(Weave weave) {
      weave.type(CONNECTION).method("send").writes("WrongRules$BeyondAdvice");
    }
  }

  public static final class WithoutAdvice extends Instrumentation {
    public WithoutAdvice() {
      super("acme-wrong");
    }

    @Override
    protected void weave(Weave weave) {
      weave.type(CONNECTION).method("send").writes("WrongRules");
    }
  }

  public static final class NoRules extends Instrumentation {
    public NoRules() {
      super("acme-wrong");
    }

    @Override
    public List<Rule> rules() {
      return Collections.singletonList(null);
    }

    @Override
    protected void weave(Weave weave) {}
  }

  public static final class OfAnother extends Instrumentation {
    public OfAnother() {
      super("acme-wrong");
    }

    @Override
    public List<Rule> rules() {
      return new Right().rules();
    }

    @Override
    protected void weave(Weave weave) {}
  }

  public static final class Right extends Instrumentation {
    public Right() {
      super("acme-right");
    }

    @Override
    protected void weave(Weave weave) {
      weave.type(CONNECTION).method("send").writes(ADVICE);
    }
  }

  public static final class InlinedAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    public static void enter() {}
  }

  public static final class UnsuppressedAdvice {
    @Advice.OnMethodExit(inline = false)
    public static void exit() {}
  }

  public static final class HiddenAdvice {
    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    static void enter() {}
  }

  public static final class BeyondAdvice {
    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
    public static void enter(@Advice.Origin String method) {}
  }
}
