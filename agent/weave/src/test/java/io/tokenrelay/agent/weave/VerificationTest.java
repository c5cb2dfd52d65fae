package io.tokenrelay.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.Instrumentation;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The worst that a weaver can do is a VerifyError in the application. So every method of whole
 * libraries is woven, by javac of old and new class files and by the Kotlin compiler, and the JVM
 * verifies each: as the redefinition of a class that is loaded, which a changed shape would fail,
 * too.
 */
class VerificationTest {
  private static final String SAMPLES = "io.tokenrelay.instrumentation.samples.";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kotlin/Unit.class",
        "org/apache/catalina/Valve.class",
        "org/objectweb/asm/ClassReader.class"
      })
  void everyMethodOfALibraryCanBeWoven(String member) throws Exception {
    File jar = jarOf(member);
    Instrumentation jvm = ByteBuddyAgent.install();
    List<ClassDefinition> woven = new ArrayList<>();
    int methods = 0;
    int notJudged;
    try (JarFile file = new JarFile(jar);
        URLClassLoader loader =
            new URLClassLoader(classPath(), ClassLoader.getSystemClassLoader().getParent())) {
      for (Enumeration<JarEntry> entries = file.entries(); entries.hasMoreElements(); ) {
        JarEntry entry = entries.nextElement();
        if (isClass(entry.getName())) {
          EveryMethod every = new EveryMethod(file.getInputStream(entry));
          Class<?> type = load(loader, entry.getName());
          if (type != null && jvm.isModifiableClass(type)) {
            woven.add(new ClassDefinition(type, every.woven()));
            methods += every.methods;
          }
        }
      }
      notJudged = redefine(jvm, woven);
    }

    assertThat(woven.size()).isGreaterThan(30);
    assertThat(methods).isGreaterThan(woven.size());
    assertThat(notJudged).isLessThan(woven.size() / 10);
  }

  /**
   * Many at once, since each redefinition stops the JVM; one by one where one of them fails.
   *
   * @return how many cannot be judged
   */
  private static int redefine(Instrumentation jvm, List<ClassDefinition> woven) {
    try {
      jvm.redefineClasses(woven.toArray(new ClassDefinition[0]));
      return 0;
    } catch (Throwable failure) {
      if (woven.size() > 1) {
        int half = woven.size() / 2;
        return redefine(jvm, woven.subList(0, half))
            + redefine(jvm, woven.subList(half, woven.size()));
      }
      if (!isOfTheClassPath(failure)) {
        throw new AssertionError(woven.get(0).getDefinitionClass().getName(), failure);
      }
      return 1;
    }
  }

  /** The class cannot be linked as it is, since a library that it may use is not there. */
  private static boolean isOfTheClassPath(Throwable failure) {
    return failure instanceof NoClassDefFoundError
        || String.valueOf(failure.getMessage()).contains("invalid class");
  }

  private static boolean isClass(String entry) {
    return entry.endsWith(".class")
        && !entry.startsWith("META-INF/")
        && !entry.contains("module-info")
        && !entry.contains("package-info");
  }

  private static Class<?> load(ClassLoader loader, String entry) {
    try {
      return Class.forName(
          entry.substring(0, entry.length() - ".class".length()).replace('/', '.'), false, loader);
    } catch (ClassNotFoundException | LinkageError notOnThisClassPath) {
      return null;
    }
  }

  private static URL[] classPath() throws IOException {
    List<URL> urls = new ArrayList<>();
    for (String path : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      urls.add(new File(path).toURI().toURL());
    }
    return urls.toArray(new URL[0]);
  }

  private static File jarOf(String member) throws Exception {
    String url = VerificationTest.class.getClassLoader().getResource(member).toString();
    return new File(new URL(url.substring("jar:".length(), url.indexOf('!'))).toURI());
  }

  /** Weaves every method of a class that has code. */
  private static final class EveryMethod extends ClassVisitor {
    private static final ClassLoader AGENT = VerificationTest.class.getClassLoader();

    private final ClassReader reader;
    private final Advice ofObjects = AdviceReader.read(AGENT, SAMPLES + "AroundAdvice");
    private final Advice ofClasses = AdviceReader.read(AGENT, SAMPLES + "AroundStaticAdvice");
    private final Advice ofConstructors =
        AdviceReader.read(AGENT, SAMPLES + "AroundConstructorAdvice");
    private int version;
    private String owner;
    int methods;

    EveryMethod(InputStream classFile) throws IOException {
      super(Opcodes.ASM9);
      this.reader = new ClassReader(classFile);
    }

    byte[] woven() {
      ClassWriter writer = new ClassWriter(reader, 0);
      cv = writer;
      reader.accept(this, ClassReader.EXPAND_FRAMES);
      return writer.toByteArray();
    }

    @Override
    public void visit(
        int version, int access, String name, String sig, String parent, String[] interfaces) {
      this.version = version & 0xFFFF;
      this.owner = name;
      super.visit(version, access, name, sig, parent, interfaces);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      MethodVisitor body = super.visitMethod(access, name, descriptor, signature, exceptions);
      if ((access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) != 0) {
        return body;
      }
      methods++;
      JoinPoint joinPoint = new JoinPoint(version, owner, access, name, descriptor);
      Advice advice = ofObjects;
      if (joinPoint.isConstructor()) {
        advice = ofConstructors;
      } else if (joinPoint.isStatic()) {
        advice = ofClasses;
      }
      return AdvisedMethod.of(joinPoint, advice, body);
    }
  }
}
