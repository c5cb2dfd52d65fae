package io.tokenrelay.agent.weave;

import io.tokenrelay.agent.weave.Advice.Call;
import io.tokenrelay.agent.weave.Advice.Parameter;
import io.tokenrelay.agent.weave.Advice.Source;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.AnalyzerAdapter;
import org.objectweb.asm.commons.LocalVariablesSorter;

/**
 * Writes a method with the calls of its advice around it:
 *
 * <pre>
 *   entered = null; returned = 0; thrown = null
 *   try { entered = enter(..); if (entered != null) argument = entered } catch { suppressed, or throw at a door }
 *   copies of what exit reads
 *   if (entered != null) goto left              // skipOn
 *   try { the method, each return: returned = ..; goto left } catch (thrown) {}
 * left:
 *   try { replaced = exit(..); if (replaced != null) returned = replaced } catch { suppressed }
 *   if (thrown != null) throw thrown
 *   return returned
 * </pre>
 *
 * <p>Nothing in it depends on what the method's own code does to its variables: our variables lie
 * beside them and are set before it starts, so a frame of ours never claims anything about theirs.
 * Code of the method comes in by way of {@link AnalyzerAdapter}, which knows the operand stack at
 * each return; ours goes out to {@link #out}, past the renumbering of the method's variables.
 */
final class AdvisedMethod extends AnalyzerAdapter {
  private static final String THROWABLE = "java/lang/Throwable";
  private static final Type THROWABLE_TYPE = Type.getObjectType(THROWABLE);

  private final JoinPoint joinPoint;
  private final MethodVisitor out;
  private final LocalVariablesSorter variables;
  private final AdviceCall call;
  private final @Nullable Call enter;
  private final @Nullable Call exit;
  private final boolean isDoor;

  /** Whether every return goes by way of {@link #left}. */
  private final boolean leaves;

  /** Our variables, in the order of their slots. */
  private final List<Variable> ours = new ArrayList<>();

  private @Nullable Variable entered;
  private @Nullable Variable returned;
  private @Nullable Variable thrown;
  private @Nullable Variable replaced;
  private @Nullable Variable self;
  private final @Nullable Variable[] copies;

  /** Anonymous classes: the first lambda of a process costs it twenty milliseconds. */
  private final AdviceCall.Values atStart =
      new AdviceCall.Values() {
        @Override
        public Type load(Parameter parameter) {
          return loadAtStart(parameter);
        }
      };

  private final AdviceCall.Values atEnd =
      new AdviceCall.Values() {
        @Override
        public Type load(Parameter parameter) {
          return loadAtEnd(parameter);
        }
      };

  private final Label body = new Label();
  private final Label left = new Label();
  private boolean isLeft;

  private AdvisedMethod(
      JoinPoint joinPoint, Advice advice, LocalVariablesSorter variables, MethodVisitor out) {
    super(
        Opcodes.ASM9,
        joinPoint.owner,
        joinPoint.access,
        joinPoint.name,
        joinPoint.descriptor,
        variables);
    this.joinPoint = joinPoint;
    this.out = out;
    this.variables = variables;
    this.call = new AdviceCall(joinPoint, advice.name, out);
    this.enter = advice.enter;
    this.exit = advice.exit;
    this.isDoor = advice.isDoor;
    this.leaves = exit != null || (enter != null && enter.skips);
    this.copies = new Variable[joinPoint.arguments.length];
  }

  /** A visitor for the code of a method; {@code out} gets the woven code. */
  static AdvisedMethod of(JoinPoint joinPoint, Advice advice, MethodVisitor out) {
    return new AdvisedMethod(
        joinPoint,
        advice,
        new LocalVariablesSorter(joinPoint.access, joinPoint.descriptor, out),
        out);
  }

  @Override
  public void visitCode() {
    super.visitCode();
    if (enter != null && !enter.isVoid()) {
      entered = variable(enter.result());
    }
    if (leaves && joinPoint.returned.getSort() != Type.VOID) {
      returned = variable(joinPoint.returned);
    }
    if (exit != null && exit.onThrowable) {
      if (joinPoint.isConstructor()) {
        throw unsupported("a constructor's exit cannot be called when it throws");
      }
      thrown = variable(THROWABLE_TYPE);
    }
    if (exit != null && exit.toReturned) {
      replaced = variable(exit.result());
    }
    if (enter != null) {
      writeEnter(enter);
    }
    if (exit != null) {
      copyWhatItReads(exit);
    }
    if (enter != null && enter.skips && entered != null) {
      if (joinPoint.isConstructor()) {
        throw unsupported("a constructor cannot be skipped");
      }
      Label runs = new Label();
      entered.jumpIfClear(runs);
      out.visitJumpInsn(Opcodes.GOTO, left);
      isLeft = true;
      out.visitLabel(runs);
      frame(variablesAtStart());
      out.visitInsn(Opcodes.NOP); // as above
    }
    out.visitLabel(body);
  }

  private void writeEnter(Call enter) {
    Label done = new Label();
    Label start = new Label();
    out.visitLabel(start);
    call.write(enter, atStart);
    if (entered != null) {
      entered.store();
      if (enter.toArgument != Call.NONE) {
        entered.jumpIfClear(done);
        entered.load();
        Type argument = joinPoint.arguments[enter.toArgument];
        call.convert(entered.type, argument);
        out.visitVarInsn(argument.getOpcode(Opcodes.ISTORE), joinPoint.slot(enter.toArgument));
      }
    }
    suppress(start, done, variablesAtStart(), isDoor);
    out.visitInsn(Opcodes.NOP); // the method may begin with a frame of its own
  }

  private Type loadAtStart(Parameter parameter) {
    switch (parameter.source) {
      case THIS:
        if (!joinPoint.isStatic() && !joinPoint.isConstructor()) {
          out.visitVarInsn(Opcodes.ALOAD, 0);
          return Type.getObjectType(joinPoint.owner);
        }
        break;
      case ARGUMENT:
        if (parameter.argument < joinPoint.arguments.length) {
          Type type = joinPoint.arguments[parameter.argument];
          out.visitVarInsn(type.getOpcode(Opcodes.ILOAD), joinPoint.slot(parameter.argument));
          return type;
        }
        break;
      default:
        break;
    }
    throw unsupported("nothing for " + parameter.source + " at its start");
  }

  private void copyWhatItReads(Call exit) {
    if (exit.takes(Source.THIS) && !joinPoint.isStatic() && !joinPoint.isConstructor()) {
      self = variable(Type.getObjectType(joinPoint.owner));
      out.visitVarInsn(Opcodes.ALOAD, 0);
      self.store();
    }
    for (Parameter parameter : exit.parameters) {
      int argument = parameter.argument;
      if (parameter.source == Source.ARGUMENT
          && argument < copies.length
          && copies[argument] == null) {
        Type type = joinPoint.arguments[argument];
        Variable copy = variable(type);
        out.visitVarInsn(type.getOpcode(Opcodes.ILOAD), joinPoint.slot(argument));
        copy.store();
        copies[argument] = copy;
      }
    }
  }

  @Override
  public void visitInsn(int opcode) {
    if (leaves && opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
      leave();
    } else {
      super.visitInsn(opcode);
    }
  }

  private void leave() {
    if (returned != null) {
      returned.store();
    }
    List<Object> below = stack; // null in code that cannot be reached, and in old class files
    if (below != null) {
      for (int i = below.size() - joinPoint.returned.getSize() - 1; i >= 0; i--) {
        boolean wide = below.get(i) == Opcodes.TOP;
        out.visitInsn(wide ? Opcodes.POP2 : Opcodes.POP);
        i -= wide ? 1 : 0;
      }
    }
    out.visitJumpInsn(Opcodes.GOTO, left);
    isLeft = true;
    stack = null; // as AnalyzerAdapter does at a return
    locals = null;
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    if (leaves) {
      if (thrown != null) {
        Label failed = new Label();
        out.visitLabel(failed);
        out.visitTryCatchBlock(body, failed, failed, null); // the last: the method's own come first
        frame(variablesAtEnd(), THROWABLE);
        thrown.store();
        isLeft = true;
      }
      if (isLeft) {
        writeLeft();
      }
    }
    super.visitMaxs(Math.max(maxStack, call.deepestStack()), maxLocals);
  }

  private void writeLeft() {
    out.visitLabel(left);
    frame(variablesAtEnd());
    if (exit != null) {
      writeExit(exit);
    }
    if (thrown != null) {
      Label normally = new Label();
      thrown.load();
      out.visitJumpInsn(Opcodes.IFNULL, normally);
      thrown.load();
      out.visitInsn(Opcodes.ATHROW);
      out.visitLabel(normally);
      frame(variablesAtEnd());
    }
    if (returned != null) {
      returned.load();
    }
    out.visitInsn(joinPoint.returned.getOpcode(Opcodes.IRETURN));
  }

  private void writeExit(Call exit) {
    Label done = new Label();
    Label start = new Label();
    out.visitLabel(start);
    call.write(exit, atEnd);
    if (replaced != null && returned != null) {
      replaced.store();
      replaced.jumpIfClear(done);
      replaced.load();
      call.convert(replaced.type, returned.type);
      returned.store();
    } else if (!exit.isVoid()) {
      out.visitInsn(exit.result().getSize() == 2 ? Opcodes.POP2 : Opcodes.POP);
    }
    suppress(start, done, variablesAtEnd(), false);
  }

  /** Ends what began at a label: what it throws is told, and both ways go on at {@code done}. */
  private void suppress(Label start, Label done, List<Object> variables, boolean atDoor) {
    Label end = new Label();
    Label failed = new Label();
    out.visitJumpInsn(Opcodes.GOTO, done);
    out.visitLabel(end);
    out.visitLabel(failed);
    out.visitTryCatchBlock(start, end, failed, THROWABLE);
    frame(variables, THROWABLE);
    call.writeFailed(atDoor);
    out.visitLabel(done);
    frame(variables);
  }

  private Type loadAtEnd(Parameter parameter) {
    Variable variable = null;
    switch (parameter.source) {
      case THIS:
        if (joinPoint.isConstructor()) {
          out.visitVarInsn(Opcodes.ALOAD, 0);
          return Type.getObjectType(joinPoint.owner);
        }
        variable = self;
        break;
      case ARGUMENT:
        variable = parameter.argument < copies.length ? copies[parameter.argument] : null;
        break;
      case RETURNED:
        variable = returned;
        break;
      case ENTERED:
        variable = entered;
        break;
      case THROWN:
        variable = thrown;
        break;
    }
    if (variable == null) {
      throw unsupported("nothing for " + parameter.source + " at its end");
    }
    variable.load();
    return variable.type;
  }

  private UnsupportedAdviceException unsupported(String what) {
    return new UnsupportedAdviceException(joinPoint + ": " + what);
  }

  /** The variables before the method's own code: receiver and arguments, then ours. */
  private List<Object> variablesAtStart() {
    List<Object> frame = new ArrayList<>();
    if (!joinPoint.isStatic()) {
      frame.add(joinPoint.isConstructor() ? Opcodes.UNINITIALIZED_THIS : joinPoint.owner);
    }
    for (Type argument : joinPoint.arguments) {
      frame.add(verified(argument));
    }
    addOurs(frame);
    return frame;
  }

  /** The variables after it: whatever it has made of its own, and ours. */
  private List<Object> variablesAtEnd() {
    List<Object> frame = new ArrayList<>();
    for (int slot = 0; slot < joinPoint.slots(); slot++) {
      frame.add(slot == 0 && joinPoint.isConstructor() ? joinPoint.owner : Opcodes.TOP);
    }
    addOurs(frame);
    return frame;
  }

  private void addOurs(List<Object> frame) {
    for (Variable variable : ours) {
      frame.add(verified(variable.type));
    }
  }

  private void frame(List<Object> variables, Object... stack) {
    if (joinPoint.hasFrames()) {
      out.visitFrame(Opcodes.F_NEW, variables.size(), variables.toArray(), stack.length, stack);
    }
  }

  /** The verification type of a variable (JVMS 4.7.4). */
  private static Object verified(Type type) {
    switch (type.getSort()) {
      case Type.BOOLEAN:
      case Type.BYTE:
      case Type.CHAR:
      case Type.SHORT:
      case Type.INT:
        return Opcodes.INTEGER;
      case Type.LONG:
        return Opcodes.LONG;
      case Type.FLOAT:
        return Opcodes.FLOAT;
      case Type.DOUBLE:
        return Opcodes.DOUBLE;
      default:
        return type.getInternalName();
    }
  }

  private Variable variable(Type type) {
    Variable variable = new Variable(type, variables.newLocal(type));
    variable.clear();
    ours.add(variable);
    return variable;
  }

  /** A local variable of ours. */
  private final class Variable {
    final Type type;
    private final int slot;

    Variable(Type type, int slot) {
      this.type = type;
      this.slot = slot;
    }

    void load() {
      out.visitVarInsn(type.getOpcode(Opcodes.ILOAD), slot);
    }

    void store() {
      out.visitVarInsn(type.getOpcode(Opcodes.ISTORE), slot);
    }

    /** Sets it to null or zero: a frame may speak of it from now on. */
    void clear() {
      out.visitInsn(nothing());
      store();
    }

    /** Jumps when it is null or zero: what advice that failed returns. */
    void jumpIfClear(Label target) {
      load();
      switch (type.getSort()) {
        case Type.ARRAY:
        case Type.OBJECT:
          out.visitJumpInsn(Opcodes.IFNULL, target);
          return;
        case Type.LONG:
          out.visitInsn(nothing());
          out.visitInsn(Opcodes.LCMP);
          break;
        case Type.FLOAT:
          out.visitInsn(nothing());
          out.visitInsn(Opcodes.FCMPL);
          break;
        case Type.DOUBLE:
          out.visitInsn(nothing());
          out.visitInsn(Opcodes.DCMPL);
          break;
        default:
          break;
      }
      out.visitJumpInsn(Opcodes.IFEQ, target);
    }

    private int nothing() {
      switch (type.getSort()) {
        case Type.LONG:
          return Opcodes.LCONST_0;
        case Type.FLOAT:
          return Opcodes.FCONST_0;
        case Type.DOUBLE:
          return Opcodes.DCONST_0;
        case Type.ARRAY:
        case Type.OBJECT:
          return Opcodes.ACONST_NULL;
        default:
          return Opcodes.ICONST_0;
      }
    }
  }
}
