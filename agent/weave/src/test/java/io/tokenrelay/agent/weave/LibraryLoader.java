package io.tokenrelay.agent.weave;

import io.tokenrelay.instrumentation.samples.SampleInstrumentation;
import java.io.IOException;
import java.io.InputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * An application's loader: knows the library, in a class file version of choice, and nothing of
 * ours.
 */
final class LibraryLoader extends ClassLoader {
  private final byte[] library;

  LibraryLoader(int classFileVersion) throws IOException {
    super(ClassLoader.getSystemClassLoader().getParent());
    this.library = read(classFileVersion);
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    if (!name.equals(SampleInstrumentation.LIBRARY)) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, library, 0, library.length);
  }

  private static byte[] read(int version) throws IOException {
    String resource = SampleInstrumentation.LIBRARY.replace('.', '/') + ".class";
    try (InputStream in = LibraryLoader.class.getClassLoader().getResourceAsStream(resource)) {
      ClassReader reader = new ClassReader(in);
      ClassWriter writer = new ClassWriter(0);
      reader.accept(
          new ClassVisitor(Opcodes.ASM9, writer) {
            @Override
            public void visit(
                int own, int access, String name, String sig, String parent, String[] interfaces) {
              super.visit(version, access, name, sig, parent, interfaces);
            }

            @Override
            public MethodVisitor visitMethod(
                int access, String name, String descriptor, String sig, String[] exceptions) {
              return name.equals("removed")
                  ? null
                  : super.visitMethod(access, name, descriptor, sig, exceptions);
            }
          },
          version < Opcodes.V1_6 ? ClassReader.SKIP_FRAMES : 0);
      return writer.toByteArray();
    }
  }
}
