"""The look of the portal: components, navigation, theme and the gallery that shows them all."""
