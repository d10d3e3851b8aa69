@NullMarked
package io.sillok.client.consumer;

import org.jspecify.annotations.NullMarked;
