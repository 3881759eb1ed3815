// The look that all pages with a tool on them share.
import './base.css'
import './controls.css'
import './choices.css'
import './drop.css'
import './lists.css'
import './messages.css'
