package io.tokenrelay.agent.weave;

import io.tokenrelay.agent.weave.Advice.Call;
import io.tokenrelay.instrumentation.spi.Relocation;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;

/**
 * Advice for a shaded copy of a library: the names of the library's types are renamed in it as
 * shading has renamed them in the library, in texts as well, since advice knows some types by name
 * only.
 */
final class RelocatedNames extends Remapper {
  private final Relocation relocation;

  RelocatedNames(Relocation relocation) {
    super(Opcodes.ASM9);
    this.relocation = relocation;
  }

  /** A class file of an advice, or of what an advice is made of. */
  byte[] in(byte[] classFile) {
    ClassWriter writer = new ClassWriter(0);
    new ClassReader(classFile).accept(new ClassRemapper(writer, this), 0);
    return writer.toByteArray();
  }

  /** What its annotations say. */
  Advice in(Advice advice) {
    return new Advice(advice.name, in(advice.enter), in(advice.exit), advice.isDoor);
  }

  private @Nullable Call in(@Nullable Call call) {
    return call == null
        ? null
        : new Call(
            call.method,
            mapMethodDesc(call.descriptor),
            call.parameters,
            call.skips,
            call.onThrowable,
            call.toArgument,
            call.toReturned);
  }

  @Override
  public String map(String internalName) {
    return relocation.internalName(internalName);
  }

  @Override
  public Object mapValue(Object value) {
    return value instanceof String ? relocation.text((String) value) : super.mapValue(value);
  }
}
