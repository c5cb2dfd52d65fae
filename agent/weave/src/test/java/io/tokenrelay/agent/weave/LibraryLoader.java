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
  private final String name;
  private final byte[] library;

  LibraryLoader(int classFileVersion) throws IOException {
    this(
        SampleInstrumentation.LIBRARY,
        classFileVersion,
        ClassLoader.getSystemClassLoader().getParent());
  }

  LibraryLoader(String name, int classFileVersion, ClassLoader parent) throws IOException {
    super(parent);
    this.name = name;
    this.library = read(name, classFileVersion);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    Class<?> own = name.equals(this.name) ? findLoadedClass(name) : null;
    if (own != null) {
      return own;
    }
    return name.equals(this.name) ? findClass(name) : super.loadClass(name, resolve);
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    if (!name.equals(this.name)) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, library, 0, library.length);
  }

  private static byte[] read(String name, int version) throws IOException {
    String resource = name.replace('.', '/') + ".class";
    try (InputStream in = LibraryLoader.class.getClassLoader().getResourceAsStream(resource)) {
      ClassReader reader = new ClassReader(in);
      ClassWriter writer = new ClassWriter(0);
      reader.accept(
          new ClassVisitor(Opcodes.ASM9, writer) {
            @Override
            public void visit(
                int own, int access, String type, String sig, String parent, String[] interfaces) {
              super.visit(version, access, type, sig, parent, interfaces);
            }

            @Override
            public MethodVisitor visitMethod(
                int access, String method, String descriptor, String sig, String[] exceptions) {
              return method.equals("removed")
                  ? null
                  : super.visitMethod(access, method, descriptor, sig, exceptions);
            }
          },
          version < Opcodes.V1_6 ? ClassReader.SKIP_FRAMES : 0);
      return writer.toByteArray();
    }
  }
}
