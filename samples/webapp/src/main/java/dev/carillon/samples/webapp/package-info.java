/** A web application with jobs: declared ones on its beans, and others that come and go over HTTP. */
@NullMarked
package dev.carillon.samples.webapp;

import org.jspecify.annotations.NullMarked;
