package io.tokenrelay.agent.weave;

import io.tokenrelay.agent.weave.Advice.Call;
import io.tokenrelay.agent.weave.Advice.Parameter;
import io.tokenrelay.agent.weave.Advice.Source;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Reads the annotations of an advice class from its class file. What is beyond the subset that
 * docs/writing-an-instrumentation.md lists is refused by name, never guessed at.
 */
final class AdviceReader extends ClassVisitor {
  private static final String ANNOTATION = "Lnet/bytebuddy/asm/Advice$";
  private static final String DOOR = "Lio/tokenrelay/instrumentation/spi/Door;";

  private final String name;
  private @Nullable Call enter;
  private @Nullable Call exit;
  private boolean isDoor;

  private AdviceReader(String name) {
    super(Opcodes.ASM9);
    this.name = name;
  }

  /**
   * @param loader serves the class file
   * @param name binary name of the advice class
   * @throws UnsupportedAdviceException when it uses what {@link AsmWeaver} does not know
   */
  static Advice read(ClassLoader loader, String name) throws IOException {
    try (InputStream in = loader.getResourceAsStream(name.replace('.', '/').concat(".class"))) {
      if (in == null) {
        throw new FileNotFoundException(name);
      }
      AdviceReader reader = new AdviceReader(name);
      new ClassReader(in)
          .accept(reader, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
      return new Advice(name, reader.enter, reader.exit, reader.isDoor);
    }
  }

  @Override
  public @Nullable AnnotationVisitor visitAnnotation(String type, boolean visible) {
    isDoor |= type.equals(DOOR);
    return null;
  }

  @Override
  public MethodVisitor visitMethod(
      int access,
      String method,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    return new Annotations(access, method, descriptor);
  }

  private UnsupportedAdviceException unsupported(String what) {
    return new UnsupportedAdviceException(name + ": " + what);
  }

  /** The annotations of one method and of its parameters. */
  private final class Annotations extends MethodVisitor {
    private final int access;
    private final String method;
    private final String descriptor;
    private final @Nullable Parameter[] parameters;
    private boolean enters;
    private boolean exits;
    private boolean outOfLine;
    private boolean suppresses;
    private boolean skips;
    private boolean onThrowable;
    private boolean toReturned;
    private int toArgument = Call.NONE;

    Annotations(int access, String method, String descriptor) {
      super(Opcodes.ASM9);
      this.access = access;
      this.method = method;
      this.descriptor = descriptor;
      this.parameters = new Parameter[Type.getArgumentTypes(descriptor).length];
    }

    @Override
    public @Nullable AnnotationVisitor visitAnnotation(String type, boolean visible) {
      if (!type.startsWith(ANNOTATION)) {
        return null;
      }
      switch (type.substring(ANNOTATION.length())) {
        case "OnMethodEnter;":
          enters = true;
          return new When();
        case "OnMethodExit;":
          exits = true;
          return new When();
        case "AssignReturned$ToReturned;":
          toReturned = true;
          return new Bare(type);
        case "AssignReturned$ToArguments;":
          return new ToArguments();
        default:
          throw unsupported(type);
      }
    }

    @Override
    public @Nullable AnnotationVisitor visitParameterAnnotation(
        int parameter, String type, boolean visible) {
      if (!type.startsWith(ANNOTATION)) {
        return null;
      }
      switch (type.substring(ANNOTATION.length())) {
        case "This;":
          parameters[parameter] = new Parameter(Source.THIS, Call.NONE);
          return new Bare(type);
        case "Return;":
          parameters[parameter] = new Parameter(Source.RETURNED, Call.NONE);
          return new Bare(type);
        case "Enter;":
          parameters[parameter] = new Parameter(Source.ENTERED, Call.NONE);
          return new Bare(type);
        case "Thrown;":
          parameters[parameter] = new Parameter(Source.THROWN, Call.NONE);
          return new Bare(type);
        case "Argument;":
          return new Bare(type) {
            @Override
            public void visit(String element, Object value) {
              if (!element.equals("value")) {
                super.visit(element, value);
              }
              parameters[parameter] = new Parameter(Source.ARGUMENT, (Integer) value);
            }
          };
        default:
          throw unsupported(type);
      }
    }

    @Override
    public void visitEnd() {
      if (!enters && !exits) {
        return;
      }
      if (!outOfLine || !suppresses) {
        throw unsupported(
            method + " is not advice with inline = false and suppress = Throwable.class");
      }
      if ((access & Opcodes.ACC_PUBLIC) == 0 || (access & Opcodes.ACC_STATIC) == 0) {
        throw unsupported(method + " is not public and static");
      }
      Parameter[] sources = new Parameter[parameters.length];
      for (int i = 0; i < sources.length; i++) {
        Parameter source = parameters[i];
        if (source == null) {
          throw unsupported(method + " has a parameter without a source");
        }
        sources[i] = source;
      }
      Call call = new Call(method, descriptor, sources, skips, onThrowable, toArgument, toReturned);
      if (enters) {
        enter = call;
      } else {
        exit = call;
      }
    }

    /** An annotation of which no element is in the subset. */
    private class Bare extends AnnotationVisitor {
      private final String type;

      Bare(String type) {
        super(Opcodes.ASM9);
        this.type = type;
      }

      @Override
      public void visit(String element, Object value) {
        throw unsupported(type + ' ' + element);
      }

      @Override
      public void visitEnum(String element, String descriptor, String value) {
        throw unsupported(type + ' ' + element);
      }
    }

    /** Of {@code OnMethodEnter} and {@code OnMethodExit}. */
    private final class When extends Bare {
      When() {
        super("OnMethod");
      }

      @Override
      public void visit(String element, Object value) {
        if (element.equals("inline")) {
          outOfLine = !((Boolean) value);
        } else if (element.equals("suppress") && isThrowable(value)) {
          suppresses = true;
        } else if (element.equals("onThrowable") && isThrowable(value)) {
          onThrowable = true;
        } else if (element.equals("skipOn")
            && ((Type) value).getDescriptor().equals(ANNOTATION + "OnNonDefaultValue;")) {
          skips = true;
        } else {
          super.visit(element, value);
        }
      }

      private boolean isThrowable(Object type) {
        return ((Type) type).getInternalName().equals("java/lang/Throwable");
      }
    }

    /** Of {@code AssignReturned.ToArguments}: one argument. */
    private final class ToArguments extends Bare {
      ToArguments() {
        super("AssignReturned$ToArguments");
      }

      @Override
      public AnnotationVisitor visitArray(String element) {
        return this;
      }

      @Override
      public AnnotationVisitor visitAnnotation(@Nullable String element, String type) {
        return this;
      }

      @Override
      public void visit(String element, Object value) {
        if (!element.equals("value") || toArgument != Call.NONE) {
          super.visit(element, value);
        }
        toArgument = (Integer) value;
      }
    }
  }
}
