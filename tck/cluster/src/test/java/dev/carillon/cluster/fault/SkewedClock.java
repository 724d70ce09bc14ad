package dev.carillon.cluster.fault;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Sets the clock of a process wrong, as an agent of its virtual machine: whatever asks for the time of day, in Carillon, in
 * a library or behind {@link Clock} and {@link Date}, is told another. The steady clock is left alone.
 */
public final class SkewedClock {

    private SkewedClock() {}

    /**
     * Returns the option that sets a process's clock wrong.
     *
     * @param folder where the agent's file may be put
     * @param skew how far ahead, or behind if negative
     */
    static String option(Path folder, Duration skew) throws IOException {
        Path jar = folder.resolve("skewed-clock.jar").toAbsolutePath();
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", SkewedClock.class.getName());
        manifest.getMainAttributes().putValue("Can-Retransform-Classes", "true");
        try (OutputStream file = Files.newOutputStream(jar)) {
            // the class itself is found on the class path
            new JarOutputStream(file, manifest).close();
        }
        return "-javaagent:" + jar + "=" + skew.toMillis();
    }

    /** Called by the virtual machine, before {@code main}. */
    public static void premain(String millis, Instrumentation machine) throws Exception {
        machine.addTransformer(new Skew(Long.parseLong(millis)), true);
        machine.retransformClasses(Clock.class, Class.forName("java.time.Clock$SystemClock"), Date.class);
    }

    private record Skew(long millis) implements ClassFileTransformer {

        private static final long NANOS_OF_MILLI = 1_000_000;

        @Override
        public byte @Nullable [] transform(
                @Nullable ClassLoader loader,
                String name,
                @Nullable Class<?> before,
                @Nullable ProtectionDomain domain,
                byte[] code) {
            boolean asksForTime = loader != null || name.startsWith("java/time/Clock") || name.equals("java/util/Date");
            if (!asksForTime) {
                return null;
            }
            ClassReader reader = new ClassReader(code);
            ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
            reader.accept(new Questions(writer), 0);
            return writer.toByteArray();
        }

        private final class Questions extends ClassVisitor {

            Questions(ClassVisitor next) {
                super(Opcodes.ASM9, next);
            }

            @Override
            public MethodVisitor visitMethod(
                    int access, String name, String type, @Nullable String signature, String @Nullable [] exceptions) {
                return new MethodVisitor(api, super.visitMethod(access, name, type, signature, exceptions)) {
                    @Override
                    public void visitMethodInsn(int code, String owner, String method, String of, boolean isInterface) {
                        super.visitMethodInsn(code, owner, method, of, isInterface);
                        if (owner.equals("java/lang/System") && method.equals("currentTimeMillis")) {
                            add(millis);
                        } else if (owner.equals("jdk/internal/misc/VM") && method.equals("getNanoTimeAdjustment")) {
                            add(millis * NANOS_OF_MILLI);
                        }
                    }

                    private void add(long amount) {
                        super.visitLdcInsn(amount);
                        super.visitInsn(Opcodes.LADD);
                    }
                };
            }
        }
    }
}
