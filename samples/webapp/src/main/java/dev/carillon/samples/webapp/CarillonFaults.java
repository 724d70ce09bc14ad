package dev.carillon.samples.webapp;

import dev.carillon.CarillonException;
import dev.carillon.DuplicateJobException;
import dev.carillon.JobNotFoundException;
import dev.carillon.StoreUnavailableException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Answers with what Carillon says is wrong, under a fitting status. */
@Provider
public class CarillonFaults implements ExceptionMapper<CarillonException> {

    @Override
    public Response toResponse(CarillonException fault) {
        return Response.status(statusOf(fault))
                .type(MediaType.TEXT_PLAIN_TYPE)
                .entity(fault.getMessage())
                .build();
    }

    private static Response.Status statusOf(CarillonException fault) {
        if (fault instanceof JobNotFoundException) {
            return Response.Status.NOT_FOUND;
        }
        if (fault instanceof DuplicateJobException) {
            return Response.Status.CONFLICT;
        }
        if (fault instanceof StoreUnavailableException) {
            return Response.Status.SERVICE_UNAVAILABLE;
        }
        return Response.Status.BAD_REQUEST;
    }
}
