/**
 * What happens, told as CDI events and to listeners: one record for each kind, local to the node.
 */
@NullMarked
package dev.carillon.event;

import org.jspecify.annotations.NullMarked;
