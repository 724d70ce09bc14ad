/** Random interleavings of a cluster on a virtual clock, and who watches that its promises hold. */
@NullMarked
package dev.carillon.cluster;

import org.jspecify.annotations.NullMarked;
