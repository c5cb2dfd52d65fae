package io.tokenrelay.agent.weave;

import io.tokenrelay.instrumentation.spi.Door;
import io.tokenrelay.instrumentation.spi.Rule;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.List;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.description.type.TypeList;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.implementation.bytecode.StackManipulation;
import net.bytebuddy.implementation.bytecode.constant.ClassConstant;
import net.bytebuddy.implementation.bytecode.constant.TextConstant;
import net.bytebuddy.implementation.bytecode.member.MethodInvocation;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.pool.TypePool;
import net.bytebuddy.utility.JavaConstant;
import org.jspecify.annotations.Nullable;

/**
 * Weaves with Byte Buddy: each rule's advice becomes {@code invokedynamic} call sites in the
 * methods it names.
 *
 * <p>Advice is never inlined: out of line it can be debugged, may use lambdas and helper classes
 * and subclass the library's own types, and a misfit shows as a call that does nothing rather than
 * as a VerifyError in the application.
 */
final class ByteBuddyWeaver implements Weaver {
  private final ByteBuddy byteBuddy = new ByteBuddy().with(TypeValidation.DISABLED);
  private final ClassFileLocator adviceClassFiles;
  private final TypePool adviceTypes;
  private final Method link;
  private final MethodDescription failed;
  private final MethodDescription failedAtDoor;

  ByteBuddyWeaver(ClassLoader agentLoader) {
    this.adviceClassFiles = ClassFileLocator.ForClassLoader.of(agentLoader);
    this.adviceTypes =
        new TypePool.Default.WithLazyResolution(
            TypePool.CacheProvider.Simple.withObjectType(),
            adviceClassFiles,
            TypePool.Default.ReaderMode.FAST);
    try {
      this.link =
          TokenRelay.class.getMethod(
              "link", MethodHandles.Lookup.class, String.class, MethodType.class, String.class);
      this.failed = told("failed");
      this.failedAtDoor = told("failedAtDoor");
    } catch (NoSuchMethodException impossible) {
      throw new LinkageError("our own methods", impossible);
    }
  }

  @Override
  public byte @Nullable [] weave(
      ClassLoader loader, String type, byte[] classFile, List<Rule> rules)
      throws UnweavableException {
    ClassFileVersion version = ClassFileVersion.ofClassFile(classFile);
    if (version.isLessThan(ClassFileVersion.JAVA_V7)) { // no invokedynamic
      throw new UnweavableException(
          "its class file is older than Java 7 (version " + version.getMajorVersion() + ")");
    }
    ClassFileLocator classFiles =
        new ClassFileLocator.Compound(
            ClassFileLocator.Simple.of(type, classFile),
            ClassFileLocator.ForClassLoader.of(loader));
    TypeDescription described =
        new TypePool.Default.WithLazyResolution(
                TypePool.CacheProvider.Simple.withObjectType(),
                classFiles,
                TypePool.Default.ReaderMode.FAST)
            .describe(type)
            .resolve();
    DynamicType.Builder<?> builder = byteBuddy.decorate(described, classFiles);
    boolean fits = false;
    for (Rule rule : rules) {
      ElementMatcher<MethodDescription> method = new Named(rule);
      if (!described.getDeclaredMethods().filter(method).isEmpty()) {
        builder = builder.visit(advice(rule).on(method));
        fits = true;
      }
    }
    return fits ? builder.make().getBytes() : null;
  }

  private static MethodDescription told(String method) throws NoSuchMethodException {
    return new MethodDescription.ForLoadedMethod(
        TokenRelay.class.getMethod(method, Throwable.class, Class.class, String.class));
  }

  private static Advice.ExceptionHandler tells(MethodDescription told, String advice) {
    return (method, type) ->
        new StackManipulation.Compound(
            ClassConstant.of(type), new TextConstant(advice), MethodInvocation.invoke(told));
  }

  private Advice advice(Rule rule) {
    TypeDescription type = adviceTypes.describe(rule.advice()).resolve();
    boolean isDoor = type.getDeclaredAnnotations().isAnnotationPresent(Door.class);
    JavaConstant adviceName = JavaConstant.Simple.ofLoaded(rule.advice());
    return Advice.withCustomMapping()
        .with(new Advice.AssignReturned.Factory())
        .bootstrap(
            link,
            (adviceMethod, exit) ->
                (instrumentedType, instrumentedMethod) -> Collections.singletonList(adviceName))
        .to(type, adviceClassFiles)
        .withExceptionHandler(tells(isDoor ? failedAtDoor : failed, rule.advice()));
  }

  /**
   * Compares names, those of the parameter types too, so that none of these types is looked for.
   */
  private static final class Named extends ElementMatcher.Junction.AbstractBase<MethodDescription> {
    private final Rule rule;

    Named(Rule rule) {
      this.rule = rule;
    }

    @Override
    public boolean matches(@Nullable MethodDescription method) {
      return method != null
          && isNamed(method)
          && !method.isAbstract()
          && !method.isNative()
          && takes(method.getParameters().asTypeList());
    }

    private boolean isNamed(MethodDescription method) {
      return rule.method().equals(Rule.ANY)
          ? method.isMethod()
          : rule.method().equals(method.getInternalName());
    }

    private boolean takes(TypeList.Generic parameters) {
      List<String> names = rule.parameters();
      if (names == null) {
        return true;
      }
      if (names.size() != parameters.size()) {
        return false;
      }
      for (int i = 0; i < names.size(); i++) {
        if (!parameters.get(i).asErasure().getActualName().equals(names.get(i))) {
          return false;
        }
      }
      return true;
    }
  }
}
