<?php
/**
 * Title: Hero
 * Slug: harbour/hero
 */
?>
<!-- wp:cover {"className":"hero"} -->
<div class="wp-block-cover hero">
  <h1 class="wp-block-heading hero__heading">Kitchen linen that lasts</h1>
  <p class="hero__text">Woven, washed and sewn under one roof.</p>
</div>
<!-- /wp:cover -->
