package dev.carillon.cdi;

import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import org.jspecify.annotations.Nullable;

/** Gives what runs on a thread of ours a request context of its own, which plain threads do not have. */
final class RequestScope {

    private final BeanManager beans;
    private final Bean<?> controllers;

    RequestScope(BeanManager beans) {
        this.beans = beans;
        this.controllers = beans.resolve(beans.getBeans(RequestContextController.class));
    }

    /** What is to be done within it. */
    interface Body {

        @Nullable
        Object run() throws Throwable;
    }

    /** Runs a body in a request context that ends with it; in the present one, if there is one already. */
    @Nullable
    Object around(Body body) throws Throwable {
        CreationalContext<?> own = beans.createCreationalContext(null);
        try {
            // one controller each: it remembers whether it was the one that activated
            RequestContextController controller =
                    (RequestContextController) beans.getReference(controllers, RequestContextController.class, own);
            boolean activated = controller.activate();
            try {
                return body.run();
            } finally {
                if (activated) {
                    controller.deactivate();
                }
            }
        } finally {
            own.release();
        }
    }
}
