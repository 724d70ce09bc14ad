package dev.carillon.core.call;

import dev.carillon.JobDefinitionException;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/**
 * The method that a method reference such as {@code Mailer::send} names.
 *
 * @param bean the class through which it is named
 * @param method the method
 */
public record MethodReference(Class<?> bean, Method method) {

    /**
     * Reads a method reference. Nothing is called, and nothing is deserialised: the reference is only asked how it would
     * be written.
     *
     * @param reference one of the interfaces in {@code dev.carillon.call}, given as a method reference
     * @return what it names
     * @throws JobDefinitionException if it is a lambda, is bound to an object, or names a static, varargs or inherited
     *     protected method
     */
    public static MethodReference of(Serializable reference) {
        SerializedLambda lambda = Capture.of(reference);
        int kind = lambda.getImplMethodKind();
        boolean virtual = kind == MethodHandleInfo.REF_invokeVirtual || kind == MethodHandleInfo.REF_invokeInterface;
        if (!virtual || lambda.getCapturedArgCount() > 0) {
            throw refused(lambda.getCapturingClass().replace('/', '.'));
        }
        // the application's own loader: the one that knows the class in which the reference stands
        ClassLoader loader = reference.getClass().getClassLoader();
        Class<?> bean = MethodType.fromMethodDescriptorString(lambda.getInstantiatedMethodType(), loader)
                .parameterType(0);
        MethodType signature = MethodType.fromMethodDescriptorString(lambda.getImplMethodSignature(), loader);
        Method method = find(bean, lambda.getImplMethodName(), signature);
        if (method == null || method.isSynthetic() || Modifier.isStatic(method.getModifiers())) {
            throw refused(lambda.getCapturingClass().replace('/', '.'));
        }
        return new MethodReference(bean, method);
    }

    private static JobDefinitionException refused(String place) {
        return new JobDefinitionException(
                "A job needs a method reference such as Mailer::send, not a lambda (in " + place
                        + "): a stored job must name its method. Lambdas, bound and static references, varargs and inherited"
                        + " protected methods cannot be named; use define(Mailer.class).method(\"name\", ...).");
    }

    private static @Nullable Method find(Class<?> bean, String name, MethodType signature) {
        for (Class<?> type = bean; type != null; type = type.getSuperclass()) {
            Method declared = declared(type, name, signature);
            if (declared != null) {
                return declared;
            }
        }
        for (Method inherited : bean.getMethods()) {
            if (matches(inherited, name, signature)) {
                return inherited;
            }
        }
        return null;
    }

    private static @Nullable Method declared(Class<?> type, String name, MethodType signature) {
        for (Method method : type.getDeclaredMethods()) {
            if (matches(method, name, signature)) {
                return method;
            }
        }
        return null;
    }

    private static boolean matches(Method method, String name, MethodType signature) {
        return method.getName().equals(name)
                && method.getReturnType() == signature.returnType()
                && signature.parameterList().equals(java.util.List.of(method.getParameterTypes()));
    }

    /** Lets the reference describe itself to a stream that throws everything away; needs no opened module. */
    private static final class Capture extends ObjectOutputStream {

        private @Nullable SerializedLambda found;

        private Capture() throws IOException {
            super(OutputStream.nullOutputStream());
            enableReplaceObject(true);
        }

        static SerializedLambda of(Serializable reference) {
            try (Capture capture = new Capture()) {
                capture.writeObject(reference);
                SerializedLambda lambda = capture.found;
                if (lambda == null) {
                    throw refused(reference.getClass().getName());
                }
                return lambda;
            } catch (IOException fault) {
                throw new JobDefinitionException(
                        "The method reference in " + reference.getClass().getName()
                                + " holds something that cannot be read. Write it as Mailer::send, without capturing anything.",
                        fault);
            }
        }

        @Override
        protected @Nullable Object replaceObject(@Nullable Object object) {
            if (object instanceof SerializedLambda lambda) {
                found = lambda;
                return null;
            }
            return object;
        }
    }
}
