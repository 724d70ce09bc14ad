package dev.carillon.samples.webapp;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Puts the resources of this application under {@code /api}. */
@ApplicationPath("api")
public class WebApplication extends Application {}
