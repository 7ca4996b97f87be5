<?php
/**
 * Title: The mill
 * Slug: harbour/mill
 */
?>
<!-- wp:group {"className":"mill"} -->
<div class="wp-block-group mill">
  <h2 class="wp-block-heading mill__heading"><?php esc_html_e( 'The mill', 'harbour' ); ?></h2>
  <p class="mill__text"><?php esc_html_e( 'A family mill on the quay in Bristol.', 'harbour' ); ?></p>
</div>
<!-- /wp:group -->
